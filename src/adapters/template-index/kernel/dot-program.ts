import {
  assembleModule,
  i32,
  i32x4,
  local,
  repeatWhile,
  types,
  v128,
} from '#adapters/template-index/kernel/assembler.js';

const count = 0;
const stride = 1;
const code = 2;
const endOfRow = 3;
const probe = 4;
const output = 5;
const sum = 6;

/** Where the memory holds what: the sums of one block, the probe (16 bits a dimension), the codes of one block. */
export const memoryLayout = (strideBytes: number, samples: number) => {
  const probeAt = 4 * samples;
  const codesAt = probeAt + 2 * strideBytes;
  return { sumsAt: 0, probeAt, codesAt, bytes: codesAt + samples * strideBytes };
};

/**
 * `dots(count, stride)`: the sum of the products of the probe and of each of the first `count` rows, 16 dimensions at a
 * time, eight by one multiply-and-add. `stride` is a multiple of 16, `count` at least 1.
 */
export function dotProgram(samples: number): Uint8Array<ArrayBuffer> {
  const { sumsAt, probeAt } = memoryLayout(0, samples);
  const eight = (codesFrom: number, probeFrom: number) =>
    i32x4.dotOfI16x8(v128.loadEightBytes(local.get(code), codesFrom), v128.load(local.get(probe), probeFrom));
  const lanes = [0, 1, 2, 3].map((lane) => i32x4.lane(local.get(sum), lane));
  return assembleModule({
    exported: 'dots',
    parameters: [types.i32, types.i32],
    locals: [types.i32, types.i32, types.i32, types.i32, types.v128],
    body: [
      local.set(output, i32.const(sumsAt)),
      local.set(code, i32.add(i32.const(probeAt), i32.multiply(local.get(stride), i32.const(2)))),
      repeatWhile(
        i32.lessUnsigned(local.get(output), i32.add(i32.const(sumsAt), i32.multiply(local.get(count), i32.const(4)))),
        local.set(sum, v128.zero),
        local.set(probe, i32.const(probeAt)),
        local.set(endOfRow, i32.add(local.get(code), local.get(stride))),
        repeatWhile(
          i32.lessUnsigned(local.get(code), local.get(endOfRow)),
          local.set(sum, i32x4.add(local.get(sum), i32x4.add(eight(0, 0), eight(8, 16)))),
          local.set(probe, i32.add(local.get(probe), i32.const(32))),
          local.set(code, i32.add(local.get(code), i32.const(16))),
        ),
        i32.store(local.get(output), lanes.reduce(i32.add)),
        local.set(output, i32.add(local.get(output), i32.const(4))),
      ),
    ],
  });
}
