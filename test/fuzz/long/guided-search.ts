import { Session, type Profiler } from 'node:inspector';
import type { FuzzTarget } from '../fuzz-target.js';
import { mutate, randomMutation } from '../mutate.js';

export interface GuidedSearchOptions {
  readonly seed: number;
  /** Loads the target; called once coverage is counted. */
  readonly load: () => Promise<FuzzTarget>;
  readonly isOver: () => boolean;
  readonly breathe: () => Promise<void>;
}

/** No input that guides the search is longer: small ones are tried more often in the same time. */
const mostKeptBytes = 64 * 1024;

/**
 * Keeps every mutant that runs a block of our code more often, by powers of two, than any input before it, and makes further
 * mutants of those (the feedback of AFL: M. Zalewski, "Technical 'whitepaper' for afl-fuzz", 2014). What ran is told by V8's
 * precise coverage.
 */
export async function guidedSearch({ seed, load, isOver, breathe }: GuidedSearchOptions) {
  const coverage = openCoverage();
  const target = await load();
  const random = numbersFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

  async function run(
    tryOne: (target: FuzzTarget, bytes: Uint8Array) => Promise<void>,
    onKept: (count: number) => void,
  ): Promise<void> {
    const corpus: Uint8Array[] = [];
    const words = target.dictionary ?? [];
    const consider = async (bytes: Uint8Array, isSeed: boolean): Promise<void> => {
      await tryOne(target, bytes);
      if (!coverage.isNew() && !isSeed) return;
      corpus.push(bytes);
      onKept(corpus.length);
    };
    for (const bytes of await target.seeds()) await consider(bytes, true);
    while (!isOver()) {
      await breathe();
      const mutations = Array.from({ length: 1 + Math.floor(random() * 5) }, () => randomMutation(random));
      const mutant = mutate(pick(corpus), mutations, { words, others: corpus });
      await consider(mutant.length > mostKeptBytes ? mutant.slice(0, mostKeptBytes) : mutant, false);
    }
    coverage.close();
  }
  return { target, run };
}

/** What of our own code (dist/, without tests) ran since it was asked last. */
function openCoverage() {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  const take = (): Profiler.ScriptCoverage[] => {
    let scripts: Profiler.ScriptCoverage[] = [];
    // A session of the same thread answers before `post` returns.
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error;
      scripts = result;
    });
    return scripts.filter(({ url }) => url.includes('/dist/') && !url.includes('/dist/test/'));
  };
  return {
    isNew(): boolean {
      const before = seen.size;
      for (const { scriptId, functions } of take()) {
        for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
          if (count > 0) seen.add(`${scriptId}:${startOffset}:${endOffset}:${Math.floor(Math.log2(count))}`);
        }
      }
      return seen.size > before;
    },
    close: () => session.disconnect(),
  };
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32, public domain). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
