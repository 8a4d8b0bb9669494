import path from 'node:path';
import type { CliContext } from '#cli/context.js';
import { readNamedFile } from '#cli/files.js';
import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { chooseFusionWeight, type ChosenWeight, type PairOfTwo } from '#engine/evaluation/choose-fusion-weight.js';
import { identitiesFromLabels, type LabelledPair } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';

const mostFolds = 10;

/** Embeds the pictures of labelled pairs with two recognisers and chooses what the second one is to count. */
export async function measureFusion(
  options: {
    readonly first: string;
    readonly second: string;
    readonly pairs: readonly LabelledPair[];
    readonly root: string;
  },
  context: CliContext,
): Promise<ChosenWeight> {
  const { pairs, root } = options;
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const squaresBy = async (recogniserId: string): Promise<(pair: LabelledPair) => number | null> => {
    const embedder = await createPairEmbedder({ modelsDirectory: context.modelsDirectory(), recogniserId });
    const templates = new Map<string, Template | null>();
    for (const file of files) {
      context.terminal.progress(`${recogniserId}: ${templates.size} of ${files.length} pictures`);
      templates.set(file, await embedder.embed(await readNamedFile(path.join(root, file))));
    }
    return ({ a, b }) => squareOf(templates.get(a) ?? null, templates.get(b) ?? null, embedder.recogniser);
  };
  const [first, second] = [await squaresBy(options.first), await squaresBy(options.second)];
  const identities = identitiesFromLabels(pairs);
  const seen = pairs.flatMap((pair): PairOfTwo[] => {
    const squares = [first(pair), second(pair)] as const;
    if (squares[0] === null || squares[1] === null) return [];
    const identityOf = (file: string): string => identities.get(file) ?? file;
    const people = { identityA: identityOf(pair.a), identityB: identityOf(pair.b) };
    return [{ first: squares[0], second: squares[1], same: pair.same, ...people }];
  });
  const people = new Set(seen.flatMap(({ identityA, identityB }) => [identityA, identityB])).size;
  return chooseFusionWeight(seen, Math.min(mostFolds, people));
}

/** The square of the distance, as an ensemble counts it; null where a face is missing. */
function squareOf(probe: Template | null, reference: Template | null, recogniser: RecogniserInUse): number | null {
  if (probe === null || reference === null) return null;
  const { metric } = recogniser.operatingPoint;
  const score = nativeScore(metric, probe, reference);
  return metric === 'euclidean' ? (1 - score) ** 2 : 2 - 2 * score;
}
