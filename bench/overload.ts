import path from 'node:path';
import {
  startBenchedServer,
  type BenchedAnswer,
  type BenchedCaller,
  type BenchedServer,
  type LoopDelay,
} from './benched-server.js';
import { goalLine } from './goal-line.js';
import { distribution, timed, type Distribution } from './statistics.js';

export interface LoadResult {
  readonly minutes: number;
  /** Verifications a second that the server was asked for. */
  readonly askedPerSecond: number;
  readonly accepted: Distribution;
  readonly refused: Distribution;
  /** Refusals without a Retry-After, and answers that are neither 200 nor a refusal. */
  readonly wrong: number;
  readonly loop: LoopDelay;
  /** MiB in the minute after the first tenth, and at the end. */
  readonly residentMiB: { readonly early: number; readonly late: number };
}

export interface OverloadResult {
  /** One caller, one call after the other. */
  readonly unloaded: Distribution;
  readonly capacityPerSecond: number;
  readonly overload: LoadResult;
  readonly soak: LoadResult;
  /** An application that asks for a fifth of the capacity beside one that asks for five times as much. */
  readonly fairness: { readonly asked: number; readonly answered: number; readonly accepted: Distribution };
}

interface Options {
  readonly scratch: string;
  readonly document: Uint8Array;
  readonly selfie: Uint8Array;
  readonly overloadMinutes: number;
  readonly soakMinutes: number;
  readonly note: (text: string) => void;
}

/** A server that is asked for five times what it can do, and for 70 % of it for long. All on this machine, callers included. */
export async function benchOverload(options: Options): Promise<OverloadResult> {
  const { document, selfie, note } = options;
  const server = await startBenchedServer(path.join(options.scratch, 'overload'));
  try {
    const greedy = await server.addCaller('greedy');
    const modest = await server.addCaller('modest');
    const ask = (caller: BenchedCaller) => (): Promise<BenchedAnswer> => server.identify(document, selfie, caller);
    note('unloaded …');
    const unloaded: number[] = [];
    for (let i = -3; i < 20; i++) {
      const ms = await timed(ask(greedy));
      if (i >= 0) unloaded.push(ms);
    }
    note('capacity …');
    const capacityPerSecond = await capacityOf(ask(greedy));
    note(`five times ${capacityPerSecond.toFixed(1)} a second for ${options.overloadMinutes} min …`);
    const overload = await load(server, ask(greedy), 5 * capacityPerSecond, options.overloadMinutes);
    note('a modest caller beside it …');
    const fairness = await besideGreedy(server, { greedy: ask(greedy), modest: ask(modest), capacityPerSecond });
    note(`70 % of it for ${options.soakMinutes} min …`);
    const soak = await load(server, ask(greedy), 0.7 * capacityPerSecond, options.soakMinutes);
    return { unloaded: distribution(unloaded), capacityPerSecond, overload, soak, fairness };
  } finally {
    await server.stop();
  }
}

const isRefusal = (status: number): boolean => status === 429 || status === 503;

/** What four callers get done in 20 s. */
async function capacityOf(ask: () => Promise<BenchedAnswer>): Promise<number> {
  const endsAt = performance.now() + 20_000;
  let done = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt) if ((await ask()).status === 200) done += 1;
  };
  const ms = await timed(() => Promise.all(Array.from({ length: 4 }, caller)));
  return (1000 * done) / ms;
}

/** Asks at a steady rate, whatever becomes of the calls before. */
async function load(
  server: BenchedServer,
  ask: () => Promise<BenchedAnswer>,
  perSecond: number,
  minutes: number,
): Promise<LoadResult> {
  const [accepted, refused]: [number[], number[]] = [[], []];
  const memory: number[] = [];
  let wrong = 0;
  const call = async (): Promise<void> => {
    const startedAt = performance.now();
    const { status, retryAfter } = await ask();
    const ms = performance.now() - startedAt;
    if (status === 200) accepted.push(ms);
    else if (isRefusal(status) && retryAfter !== null) refused.push(ms);
    else wrong += 1;
  };
  const watch = setInterval(() => memory.push(server.residentMiB() ?? NaN), 1000);
  const loop = await server.watchLoop(() => steadily(perSecond, minutes * 60_000, call));
  clearInterval(watch);
  const [early, late] = [memory.slice(memory.length / 10, memory.length / 10 + 60), memory.slice(-60)];
  return {
    minutes,
    askedPerSecond: perSecond,
    accepted: distribution(accepted),
    refused: distribution(refused),
    wrong,
    loop,
    residentMiB: { early: distribution(early).medianMs, late: distribution(late).medianMs },
  };
}

async function steadily(perSecond: number, forMs: number, call: () => Promise<void>): Promise<void> {
  const calls: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; (n * 1000) / perSecond < forMs; n++) {
    const waitMs = startedAt + (n * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    calls.push(call());
  }
  await Promise.all(calls);
}

async function besideGreedy(
  server: BenchedServer,
  options: {
    readonly greedy: () => Promise<BenchedAnswer>;
    readonly modest: () => Promise<BenchedAnswer>;
    readonly capacityPerSecond: number;
  },
): Promise<OverloadResult['fairness']> {
  const { greedy, modest, capacityPerSecond } = options;
  const forMs = 60_000;
  const accepted: number[] = [];
  let asked = 0;
  await Promise.all([
    load(server, greedy, 5 * capacityPerSecond, forMs / 60_000),
    steadily(capacityPerSecond / 5, forMs, async () => {
      asked += 1;
      const startedAt = performance.now();
      if ((await modest()).status === 200) accepted.push(performance.now() - startedAt);
    }),
  ]);
  return { asked, answered: accepted.length, accepted: distribution(accepted) };
}

/** Each figure with its goal beside it. */
export function overloadLines({ unloaded, capacityPerSecond, overload, soak, fairness }: OverloadResult): string[] {
  const growth = ({ residentMiB: { early, late } }: LoadResult): number => (100 * (late - early)) / early;
  const both = (result: LoadResult): string[] => [
    goalLine('event-loop delay, p99', result.loop.p99Ms, { atMost: 50 }, 'ms'),
    goalLine('answers that are neither 200 nor a refusal', result.wrong, { atMost: 0 }, ''),
    goalLine('growth of memory', growth(result), { atMost: 5 }, '%'),
  ];
  return [
    `Unloaded: p50 ${unloaded.medianMs.toFixed(0)} ms, p95 ${unloaded.p95Ms.toFixed(0)} ms; capacity ${capacityPerSecond.toFixed(1)} verifications a second`,
    '',
    `Five times the capacity for ${overload.minutes} min: ${overload.accepted.runs} accepted, ${overload.refused.runs} refused`,
    goalLine('refusals, p95', overload.refused.p95Ms, { atMost: 50 }, 'ms'),
    goalLine('accepted, p95 over that unloaded', overload.accepted.p95Ms / unloaded.p95Ms, { atMost: 2 }, '×'),
    ...both(overload),
    '',
    'An application that asks for a fifth of the capacity beside one that asks for five times as much',
    goalLine('answered', (100 * fairness.answered) / fairness.asked, { atLeast: 100 }, '%'),
    goalLine('p95', fairness.accepted.p95Ms, null, 'ms'),
    '',
    `70 % of the capacity for ${soak.minutes} min: ${soak.accepted.runs} accepted, ${soak.refused.runs} refused, p95 ${soak.accepted.p95Ms.toFixed(0)} ms`,
    ...both(soak),
  ];
}
