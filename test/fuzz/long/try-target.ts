import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { UndeclaredAnswerError, type FuzzTarget } from '../fuzz-target.js';
import { inputsOf } from '../inputs-of.js';
import { attempt, emptyTally, TooSlowError, type Tally } from './attempt.js';
import { guidedSearch } from './guided-search.js';
import type { Assignment, Beat, Finding } from './messages.js';

// A process of its own for one target: what crashes or hangs it ends nothing else. Started by `watch-target.ts`.
const beatEveryMs = 200;
/** Of one round of fast-check, which then begins with another seed. */
const runsOfRound = 2000;
/** Further ones of the same kind are not news. */
const mostFindings = 20;

const assignment = JSON.parse(process.argv[2]!) as Assignment; // written by watch-target.ts
const tally = emptyTally();
const findings: Finding[] = [];
let endsAtMs = Number.POSITIVE_INFINITY;

const isOver = (): boolean =>
  performance.now() >= endsAtMs ||
  findings.length >= mostFindings ||
  (assignment.runs !== null && tally.tried >= assignment.runs);

function beat(isDone: boolean): void {
  process.send!({ tally, findings, isDone } satisfies Beat);
}

let beatAtMs = 0;
/** Between two inputs: says that this process lives, and lets that out. */
async function breathe(): Promise<void> {
  if (performance.now() < beatAtMs) return;
  beatAtMs = performance.now() + beatEveryMs;
  beat(false);
  await setImmediate();
}

function note(error: unknown, bytes: Uint8Array, seed: number): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const what = `${name}: ${message}`.slice(0, 300);
  if (findings.some((other) => other.what === what)) return;
  const kind =
    error instanceof TooSlowError ? 'hang' : error instanceof UndeclaredAnswerError ? 'undeclared answer' : 'crash';
  findings.push({ kind, what, base64: Buffer.from(bytes).toString('base64'), seed });
}

async function tryMutants(target: FuzzTarget): Promise<void> {
  const inputs = await inputsOf(target);
  begin();
  for (let seed = assignment.seed; !isOver(); seed++) {
    const left = assignment.runs === null ? runsOfRound : assignment.runs - tally.tried;
    const round = await fc.check(
      fc.asyncProperty(inputs, async (bytes) => {
        await breathe();
        await attempt(target, bytes, tally, assignment.currentFile);
      }),
      {
        seed,
        numRuns: Math.min(runsOfRound, left),
        interruptAfterTimeLimit: Math.max(1, endsAtMs - performance.now()),
      },
    );
    if (round.failed && round.counterexample !== null) note(round.errorInstance, round.counterexample[0], seed);
  }
}

/** Loading the code takes longer than trying it a thousand times: the time counts from here. */
const begin = (): void => void (endsAtMs = performance.now() + assignment.seconds * 1000);

/** Coverage has to be on before the target is loaded, or its blocks are not counted. */
async function loadTarget(): Promise<FuzzTarget> {
  const { fuzzTargets } = await import('../targets.js');
  const target = fuzzTargets.find(({ name }) => name === assignment.target);
  if (target === undefined) throw new Error(`no target ${assignment.target}`);
  return target;
}

async function tryGuided(): Promise<FuzzTarget> {
  const search = await guidedSearch({ seed: assignment.seed, load: loadTarget, isOver, breathe });
  begin();
  await search.run(async (target, bytes) => {
    try {
      await attempt(target, bytes, tally, assignment.currentFile);
    } catch (error) {
      note(error, bytes, assignment.seed);
    }
  }, tallyKept(tally));
  return search.target;
}

const tallyKept = (of: Tally) => (count: number) => void (of.kept = count);

let target: FuzzTarget;
// Libraries tell the console what they find wrong with an input.
console.log = () => undefined; // eslint-disable-line no-console
if (assignment.guided) target = await tryGuided();
else await tryMutants((target = await loadTarget()));
await target.close?.();
beat(true);
process.disconnect();
