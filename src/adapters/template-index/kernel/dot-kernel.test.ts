import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDotKernel, createScriptKernel } from '#adapters/template-index/kernel/dot-kernel.js';
import { dotProgram } from '#adapters/template-index/kernel/dot-program.js';

const rows = 5;

test('the program is one that WebAssembly takes', () => {
  const host = globalThis as unknown as { WebAssembly: { validate(program: Uint8Array): boolean } };
  expect(host.WebAssembly.validate(dotProgram(rows))).toBe(true);
});

test('gives what the script gives, for any codes, one probe after another', () => {
  const [kernel, script] = [createDotKernel(rows), createScriptKernel(rows)];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }).chain((sixteens) =>
        fc.record({
          codes: fc.int8Array({ minLength: 16 * sixteens * rows, maxLength: 16 * sixteens * rows }),
          // Sums of products stay within 32 bits, as those of quantised vectors do.
          probe: fc.int16Array({
            min: -Math.min(32767, Math.floor((2 ** 31 - 1) / (2048 * sixteens))),
            max: Math.min(32767, Math.floor((2 ** 31 - 1) / (2048 * sixteens))),
            minLength: 16 * sixteens,
            maxLength: 16 * sixteens,
          }),
        }),
      ),
      fc.integer({ min: 1, max: rows }),
      ({ codes, probe }, count) => {
        kernel.probe(probe);
        script.probe(probe);
        expect([...kernel.dots(codes, count).subarray(0, count)]).toEqual([
          ...script.dots(codes, count).subarray(0, count),
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test('the largest codes that there are leave no 32 bits', () => {
  const stride = 512;
  const kernel = createDotKernel(1);
  kernel.probe(new Int16Array(stride).fill(32767));
  expect(kernel.dots(new Int8Array(stride).fill(-127), 1)[0]).toBe(-127 * 32767 * stride);
});
