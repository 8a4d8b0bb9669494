import fc, { type Arbitrary } from 'fast-check';
import type { FuzzTarget } from './fuzz-target.js';
import { mutate, mutationsOf } from './mutate.js';

/** Everything that a target is tried with: its seeds, mutants of them, its structured inputs, and plain noise. */
export async function inputsOf(target: FuzzTarget): Promise<Arbitrary<Uint8Array>> {
  const seeds = await target.seeds();
  const words = target.dictionary ?? [];
  const mutants = fc
    .tuple(fc.nat({ max: seeds.length - 1 }), mutationsOf(8))
    .map(([seed, mutations]) => mutate(seeds[seed]!, mutations, { words, others: seeds }));
  const noise = fc.uint8Array({ maxLength: 300 });
  return fc.oneof(
    { arbitrary: mutants, weight: 8 },
    { arbitrary: fc.constantFrom(...seeds), weight: 1 },
    { arbitrary: noise, weight: 1 },
    ...(target.structured === undefined ? [] : [{ arbitrary: target.structured, weight: 8 }]),
  );
}
