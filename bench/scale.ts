import { runSearchBench, type SearchBench } from '#main/search-bench/run-search-bench.js';
import { startBenchedServer } from './benched-server.js';
import { benchFloor, floorForwards, type FloorResult } from './floor.js';
import { goalLine } from './goal-line.js';
import { benchPictureSizes, type PictureSizeResult } from './picture-sizes.js';
import type { BenchPictures } from './pictures.js';
import { distribution, type Distribution } from './statistics.js';
import { benchThroughput, type ThroughputResult } from './throughput.js';

export interface ScaleResult {
  readonly floor: FloorResult;
  readonly throughput: readonly ThroughputResult[];
  readonly sizes: readonly PictureSizeResult[];
  /** From the start of the process to ready: the first start in an empty folder, and later ones. */
  readonly starts: { readonly firstMs: number; readonly later: Distribution };
  readonly galleries: readonly SearchBench[];
}

const laterStarts = 5;

/** How the server grows: with cores, with the size of pictures, with the gallery; and what it stands on. */
export async function benchScale(options: {
  readonly scratch: string;
  readonly pictures: BenchPictures;
  readonly modelsDirectory: string;
  /** Sizes of galleries. */
  readonly templates: readonly number[];
  readonly note: (text: string) => void;
}): Promise<ScaleResult> {
  const { scratch, pictures, modelsDirectory, note } = options;
  note('starts …');
  const starts: number[] = [];
  for (let start = 0; start <= laterStarts; start++) {
    const server = await startBenchedServer(scratch);
    starts.push(server.readyAfterMs);
    await server.stop();
  }
  note('a verification and the floor under it, by turns …');
  const pair = { document: pictures.passportPhoto, selfie: pictures.selfie };
  const floor = await benchFloor(pair, modelsDirectory);
  note('verifications a second, on one core and on two …');
  const documents = { 'passport photo': pictures.passportPhoto, 'card without a zone': pictures.cardFront };
  const throughput = await benchThroughput(scratch, documents, pictures.selfie);
  note('pictures from 1 to 40 megapixels …');
  const sizes = await benchPictureSizes({ document: pictures.document, selfie: pictures.selfie }, modelsDirectory);
  const galleries: SearchBench[] = [];
  for (const templates of options.templates) {
    note(`a gallery of ${templates} …`);
    const searches = 100;
    galleries.push(
      await runSearchBench({ templates, searches, seed: 1, postgres: false, onProgress: () => undefined }),
    );
  }
  return {
    floor,
    throughput,
    sizes,
    starts: { firstMs: starts[0]!, later: distribution(starts.slice(1)) },
    galleries,
  };
}

/** Each figure with its goal beside it. */
export function scaleLines({ floor, throughput, sizes, starts, galleries }: ScaleResult): string[] {
  const wanted = { 'passport photo': 4, 'card without a zone': 2 } as Readonly<Record<string, number>>; // by name of the document
  return [
    'Start of the process to ready',
    goalLine('in an empty folder', starts.firstMs, { atMost: 3000 }, 'ms'),
    goalLine('later, median', starts.later.medianMs, { atMost: 3000 }, 'ms'),
    '',
    `A verification of a 2-megapixel passport photo and a selfie, one thread; floor: decoding and ${floorForwards.length} forwards`,
    goalLine('the floor', floor.floor.medianMs, null, 'ms'),
    goalLine('the verification', floor.whole.medianMs, null, 'ms'),
    goalLine('ratio', floor.ratio, { atMost: 1.5 }, '×'),
    '',
    'Verifications a second over HTTP, pictures of 2 megapixels, twice as many callers as cores',
    ...throughput.flatMap(({ cores, document, perSecond, latency, peakMiB }) => [
      goalLine(
        `${cores} core${cores > 1 ? 's' : ''}, ${document}`,
        perSecond,
        cores === 2 ? { atLeast: wanted[document] ?? 0 } : null,
        '/s',
      ),
      `    p50 ${ms(latency.medianMs)}, p95 ${ms(latency.p95Ms)}, p99 ${ms(latency.p99Ms)}` +
        (peakMiB === null ? '' : `, peak ${peakMiB.toFixed(0)} MiB (goal: at most 1200)`),
    ]),
    '',
    'A verification as pictures grow, one thread',
    ...sizes.map(({ megapixels, time }) => goalLine(`${megapixels} megapixels each`, time.medianMs, null, 'ms')),
    '',
    'A search as the gallery grows',
    ...galleries.flatMap(({ templates, search, enrolledSearched, enrolledFound, ...gallery }) => [
      goalLine(`${templates} templates, p50`, search.p50, templates >= 1_000_000 ? { atMost: 60 } : null, 'ms'),
      goalLine('  bytes a template', gallery.bytesPerTemplate, templates >= 100_000 ? { atMost: 200 } : null, ''),
      // The garbage of the filling is in it, which does not grow with the gallery.
      goalLine(
        '  by how the process grew',
        gallery.residentBytesPerTemplate,
        templates >= 1_000_000 ? { atMost: 200 } : null,
        '',
      ),
      `    same ten nearest as a scan over all digits ${(100 * gallery.floats.recall).toFixed(2)} %`,
      `    found first ${enrolledFound} of ${enrolledSearched} enrolled people`,
    ]),
  ];
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
