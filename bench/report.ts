import type { LoopDelay } from './benched-server.js';
import type { ReadingResult } from './document-reading.js';
import type { FacePathResult } from './face-path.js';
import type { Distribution } from './statistics.js';

export interface BenchResult {
  readonly machine: { readonly cores: number; readonly processor: string; readonly node: string };
  readonly facePath: FacePathResult;
  readonly reading: readonly ReadingResult[];
  readonly selfieStages: Readonly<Record<string, Distribution>>;
  readonly documentStages: Readonly<Record<string, Distribution>>;
  readonly http: {
    readonly readyAfterMs: number;
    readonly twelveMegapixels: Distribution;
    readonly loop: LoopDelay;
  };
}

/** Prints the result; figures are medians unless a line says otherwise. */
export function report(result: BenchResult, json: boolean): void {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : readable(result)}\n`);
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0).padStart(6)} ms`;

function readable({ machine, facePath, reading, selfieStages, documentStages, http }: BenchResult): string {
  const stageLines = (stages: Readonly<Record<string, Distribution>>): string[] =>
    Object.entries(stages).map(
      ([stage, { medianMs, p95Ms }]) => `  ${stage.padEnd(24)}${ms(medianMs)}   p95 ${ms(p95Ms)}`,
    );
  return [
    `${machine.cores} cores, ${machine.processor}, Node ${machine.node}`,
    '',
    'Face path of one comparison (both pictures: find, landmarks, descriptor), taking turns',
    `  bonafide                ${ms(facePath.ours.medianMs)}`,
    `  face-api on tfjs-wasm   ${ms(facePath.peer.medianMs)}`,
    `  ratio                   ${facePath.ratio.toFixed(1)} × as fast (goal: at least 6)`,
    '',
    'Passport photos of 2 megapixels, a process each, taking turns (goals: median at most 700, p90 at most twice that, 800 MiB)',
    ...reading.map(
      ({ name, time, p90Ms, peakMiB, exact, pictures, ratio }) =>
        `  ${name.padEnd(24)}${ms(time.medianMs)}   p90 ${ms(p90Ms)}   peak ${peakMiB.toFixed(0)} MiB` +
        `   zones exact ${exact} of ${pictures}   ${ratio.toFixed(1)} × our time`,
    ),
    '',
    'A selfie, one thread',
    ...stageLines(selfieStages),
    '',
    'A specimen passport of 2 megapixels, one thread',
    ...stageLines(documentStages),
    '',
    'Server',
    `  start to ready          ${ms(http.readyAfterMs)}`,
    `  doc/identify, 12 + 12 megapixels, one at a time: ${ms(http.twelveMegapixels.medianMs)} (goal: under 2500)`,
    `  event-loop delay, 8 requests at once: p99 ${ms(http.loop.p99Ms)} (goal: under 20), worst ${ms(http.loop.maxMs)}`,
  ].join('\n');
}
