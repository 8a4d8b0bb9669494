import type { LoopDelay } from './benched-server.js';
import type { ReadingResult } from './document-reading.js';
import type { FacePathResult } from './face-path.js';
import type { IdentifySignalsResult } from './identify-signals.js';
import type { SelfieSignalsResult } from './selfie-signals.js';
import type { Distribution } from './statistics.js';
import type { VideoPathResult } from './video-path.js';

type Machine = BenchResult['machine'];

export interface LivenessResult {
  readonly signals: SelfieSignalsResult;
  readonly identify: IdentifySignalsResult;
  /** Null: nothing is installed that encodes a video to try. */
  readonly video: VideoPathResult | null;
}

export interface BenchResult {
  readonly machine: { readonly cores: number; readonly processor: string; readonly node: string };
  readonly facePath: FacePathResult;
  readonly reading: readonly ReadingResult[];
  readonly selfieStages: Readonly<Record<string, Distribution>>;
  readonly documentStages: Readonly<Record<string, Distribution>>;
  readonly liveness: LivenessResult;
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

/** The part about quality and liveness alone. */
export function reportLiveness(machine: Machine, result: LivenessResult, json: boolean): void {
  const text = json
    ? JSON.stringify({ machine, liveness: result }, null, 2)
    : [machineLine(machine), '', ...livenessLines(result)].join('\n');
  process.stdout.write(`${text}\n`);
}

/** One part alone, as its own lines tell it. */
export function reportPart<Result>(
  machine: Machine,
  result: Result,
  linesOf: (result: Result) => string[],
  json: boolean,
): void {
  const text = json
    ? JSON.stringify({ machine, ...result }, null, 2)
    : [machineLine(machine), '', ...linesOf(result)].join('\n');
  process.stdout.write(`${text}\n`);
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0).padStart(6)} ms`;

const machineLine = ({ cores, processor, node }: Machine): string => `${cores} cores, ${processor}, Node ${node}`;

const stageLines = (stages: Readonly<Record<string, Distribution>>): string[] =>
  Object.entries(stages).map(
    ([stage, { medianMs, p95Ms }]) => `  ${stage.padEnd(24)}${ms(medianMs)}   p95 ${ms(p95Ms)}`,
  );

function livenessLines({ signals, identify, video }: LivenessResult): string[] {
  const line = (name: string, { medianMs, p90Ms }: Distribution, goal = ''): string =>
    `  ${name.padEnd(40)}${ms(medianMs)}   p90 ${ms(p90Ms)}${goal}`;
  const nets = (installed: boolean): string => (installed ? 'with the nets for liveness' : 'WITHOUT nets for liveness');
  return [
    `A selfie with quality and liveness and without, ${nets(signals.withNets)}, ${signals.added.runs} pairs by turns, one thread`,
    line('without', signals.without),
    line('with', signals.whole),
    ...Object.entries(signals.stages).map(([stage, times]) => line(`  ${stage}`, times)),
    line('added by quality and liveness', signals.added),
    line('added with the observations', signals.addedWithObservations),
    '',
    `Document and selfie as doc/identify judges them, two threads, ${identify.added.runs} pairs by turns`,
    line('without', identify.without),
    line('with quality and liveness of the selfie', identify.whole),
    line('added', identify.added, '   (goal: median at most 60)'),
    '',
    ...(video === null
      ? ['No video: @ffmpeg/core is not installed']
      : [
          `A video of 5 s, 1280 × 720, H.264, of ${video.shows}, ${nets(video.withNets)}, two workers (goal: at most 3000)`,
          ...stageLines(video.withoutChallenge),
          'The same with a challenge',
          ...stageLines(video.withChallenge),
        ]),
  ];
}

function readable(result: BenchResult): string {
  const { machine, facePath, reading, selfieStages, documentStages, http } = result;
  return [
    machineLine(machine),
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
    ...livenessLines(result.liveness),
    '',
    'Server',
    `  start to ready          ${ms(http.readyAfterMs)}`,
    `  doc/identify, 12 + 12 megapixels, one at a time: ${ms(http.twelveMegapixels.medianMs)} (goal: under 2500)`,
    `  event-loop delay, 8 requests at once: p99 ${ms(http.loop.p99Ms)} (goal: under 20), worst ${ms(http.loop.maxMs)}`,
  ].join('\n');
}
