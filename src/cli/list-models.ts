import type { ModelCard } from '#domain/card.js';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { installDeepfakeCommand, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { installCommand, loadInstalledModels } from '#engine/models/installed-models.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadRecogniser, ownRecogniserIds, putBack } from '#engine/recognisers/load-recogniser.js';
import { readDescriptor } from '#engine/recognisers/own-recogniser.js';
import { chosenRecogniser } from '#engine/recognisers/recogniser-choice.js';
import { descriptorFile, recogniserFolder } from '#engine/recognisers/recogniser-files.js';
import { modelBundleNames, modelBundles, modelIds, readModelCard } from '#engine/models/model-cards.js';

/** `part-of-a-package`: always there, checked at each start. `unusable`: a file is missing or altered; `problem` names it. */
type Standing =
  | { readonly status: 'part-of-a-package' | 'installed' }
  | { readonly status: 'not-installed'; readonly command: string }
  | { readonly status: 'unusable'; readonly problem: string };

/** A face recogniser of the operator's own. */
interface ListedRecogniser {
  readonly id: string;
  readonly version: string;
  readonly title?: string;
  readonly licence: string;
  /** Model + preprocessing. */
  readonly digest: string;
}

export type ListedModel = (
  ModelCard | DeepfakeModel | ListedRecogniser | { readonly id: string; readonly own: 'deepfake' | 'recogniser' }
) &
  Standing & {
    /** The server decides by this one from its next start on. */
    readonly inUse?: true;
  };

/** Every model that the engine knows, those of packages first, then what an operator can install, as it is on this machine. */
export async function listModels(modelsDirectory: string): Promise<ListedModel[]> {
  const shipped = await Promise.all(modelIds.map((id) => readModelCard(id)));
  const bundles = await Promise.all(
    modelBundleNames.map(async (bundle): Promise<ListedModel[]> => {
      const standing = standingOf(await loadInstalledModels(bundle, modelsDirectory), installCommand(bundle));
      const cards = await Promise.all(modelBundles[bundle].map((id) => readModelCard(id)));
      return cards.map((card) => ({ ...card, ...standing }));
    }),
  );
  const deepfake = await loadInstalledDeepfakeModel(modelsDirectory);
  const own = deepfake.status === 'installed' ? deepfake.model : ({ id: 'deepfake', own: 'deepfake' } as const);
  const recognisers = await listOwnRecognisers(modelsDirectory);
  const { id: chosen } = await chosenRecogniser(modelsDirectory);
  const all: ListedModel[] = [
    ...shipped.map((card): ListedModel => ({ ...card, status: 'part-of-a-package' })),
    ...bundles.flat(),
    ...recognisers,
    { ...own, ...standingOf(deepfake, installDeepfakeCommand) },
  ];
  return all.map((model) => (model.id === chosen ? { ...model, inUse: true } : model));
}

async function listOwnRecognisers(modelsDirectory: string): Promise<ListedModel[]> {
  const listed: ListedModel[] = [];
  for (const id of await ownRecogniserIds(modelsDirectory)) {
    try {
      const { digest } = await loadRecogniser(id, { modelsDirectory });
      const { model } = await readDescriptor(descriptorFile(recogniserFolder(modelsDirectory, id)), putBack(id));
      const licence =
        model.kind === 'net' ? model.licence : `as ${model.members.map((member) => member.id).join(', ')}`;
      const title = model.title === undefined ? {} : { title: model.title };
      listed.push({ id, version: model.version, licence, digest, ...title, status: 'installed' });
    } catch (error) {
      if (!(error instanceof ModelFileError)) throw error;
      listed.push({ id, own: 'recogniser', status: 'unusable', problem: error.message });
    }
  }
  return listed;
}

function standingOf(
  found: { readonly status: 'not-installed' | 'installed' } | { readonly status: 'unusable'; readonly problem: string },
  command: string,
): Standing {
  if (found.status === 'unusable') return { status: 'unusable', problem: found.problem };
  return found.status === 'installed' ? { status: 'installed' } : { status: 'not-installed', command };
}

/** For a terminal. */
export function modelLines(model: ListedModel): string {
  const first = 'version' in model ? `${model.id}  ${model.version}  ${model.licence}` : `${model.id}  your own net`;
  const digest = digestOf(model);
  const title = 'title' in model && model.title !== undefined ? [`  ${model.title}`] : [];
  return [
    digest === null ? first : `${first}  ${digest}`,
    ...title,
    ...standingLine(model),
    ...(model.inUse === true ? ['  in use: decides who is who'] : []),
  ].join('\n');
}

function digestOf(model: ListedModel): string | null {
  if ('onnxSha256' in model) return `sha256 ${model.onnxSha256.slice(0, 12)}…`;
  if ('sha256' in model) return `sha256 ${model.sha256.slice(0, 12)}…`;
  return 'digest' in model ? `digest ${model.digest.slice(0, 12)}…` : null;
}

function standingLine(model: Standing): string[] {
  switch (model.status) {
    case 'part-of-a-package':
      return [];
    case 'installed':
      return ['  installed'];
    case 'not-installed':
      return [`  not installed, part of no package: ${model.command}`];
    case 'unusable':
      return [`  altered or incomplete, not used: ${model.problem}`];
  }
}
