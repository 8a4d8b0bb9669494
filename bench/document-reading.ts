import { passportPhotos } from './passport-photos.js';
import { readingPeers } from './reading-peers.js';
import { startReadingProcess, type ReadingAnswer, type ReadingProcess } from './reading-process.js';
import { distribution, type Distribution } from './statistics.js';

export interface ReadingResult {
  readonly name: string;
  readonly time: Distribution;
  readonly p90Ms: number;
  readonly peakMiB: number;
  /** Zones read letter for letter. */
  readonly exact: number;
  readonly pictures: number;
  /** Median over pictures of this reader's time over ours, in the same round. */
  readonly ratio: number;
}

const rounds = 3;

/**
 * Reading of passport photos of 2 megapixels: ours (the whole document) and, where `peersFolder` is given, what npm offers
 * (the machine readable zone alone), each in a process of its own, taking turns picture by picture.
 */
export async function benchDocumentReading(
  folder: string,
  modelsDirectory: string,
  pictures: number,
  peersFolder: string | null,
): Promise<ReadingResult[]> {
  const photos = await passportPhotos(folder, pictures);
  const readers: [string, ReadingProcess][] = [
    ['bonafide', startReadingProcess('./reads-bonafide.js', [modelsDirectory])],
  ];
  if (peersFolder !== null) {
    for (const [name, module] of Object.entries(readingPeers)) {
      readers.push([name, startReadingProcess(module, [peersFolder])]);
    }
  }
  const answers = new Map<string, ReadingAnswer[]>(readers.map(([name]) => [name, []]));
  const exact = new Map<string, number>();
  try {
    for (const [, reader] of readers) await reader.read(photos[0]!.file); // warms up
    for (let round = 0; round < rounds; round++) {
      for (const { file, mrzLines } of photos) {
        for (const [name, reader] of readers) {
          const answer = await reader.read(file);
          answers.get(name)!.push(answer);
          const isExact = answer.lines.join('\n') === mrzLines.join('\n');
          if (round === 0 && isExact) exact.set(name, (exact.get(name) ?? 0) + 1);
        }
      }
    }
  } finally {
    for (const [, reader] of readers) reader.stop();
  }
  const ours = answers.get('bonafide')!;
  return readers.map(([name]) => {
    const own = answers.get(name)!;
    const times = own.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      name,
      time: distribution(times),
      p90Ms: times[Math.ceil(0.9 * times.length) - 1] ?? NaN,
      peakMiB: Math.max(...own.map(({ peakMiB }) => peakMiB)),
      exact: exact.get(name) ?? 0,
      pictures: photos.length,
      ratio: distribution(own.map(({ ms }, index) => ms / ours[index]!.ms)).medianMs,
    };
  });
}
