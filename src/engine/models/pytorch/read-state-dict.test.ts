import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStateDict } from '#engine/models/pytorch/read-state-dict.js';
import { StateDictError, type StateDictFault } from '#engine/models/pytorch/state-dict-error.js';
import { describedTensor, fileBody, fileHead, pickle, stateDictFile } from '../../../../test/support/pytorch-file.js';
import { missing, testData } from '../../../../test/support/test-data.js';

const small = stateDictFile({
  'conv.weight': { dims: [2, 1, 2], values: [0.5, -1, 2, 3] },
  scale: { dims: [], values: [7] },
});

/** What reading gives: `read`, or the fault; anything else that is thrown is a fault of the reader. */
function faultOf(bytes: Uint8Array): StateDictFault | 'read' {
  try {
    readStateDict(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof StateDictError) return error.fault;
    throw error;
  }
}

test('tensors are read by name, in the order of the file', () => {
  expect([...readStateDict(small)]).toEqual([
    ['conv.weight', { dims: [2, 1, 2], data: Float32Array.of(0.5, -1, 2, 3) }],
    ['scale', { dims: [], data: Float32Array.of(7) }],
  ]);
});

test('a file may lie anywhere in memory', () => {
  const shifted = new Uint8Array(small.length + 3);
  shifted.set(small, 3);
  expect(readStateDict(shifted.subarray(3)).get('scale')).toEqual({ dims: [], data: Float32Array.of(7) });
});

test('counters of the training are left out, and parts of a storage are taken', () => {
  const floats = { key: 'a', length: 4, bytes: new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer) };
  const counter = { key: 'b', length: 1, bytes: new Uint8Array(8) };
  const body = fileBody(
    [
      [...pickle.text('tail'), ...describedTensor(floats, { offset: 2, dims: [2] })],
      [...pickle.text('count'), ...describedTensor({ ...counter, type: 'LongStorage' }, { dims: [] })],
    ],
    [floats, counter],
  );
  expect([...readStateDict(Uint8Array.from([...fileHead(), ...body]))]).toEqual([
    ['tail', { dims: [2], data: Float32Array.of(3, 4) }],
  ]);
});

const withStateDict = (...operations: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...fileHead(), ...pickle.program(...operations)]);

const tensorFile = (
  storage: { readonly key: string; readonly length: number; readonly type?: string },
  place: { readonly offset?: number; readonly dims: readonly number[]; readonly strides?: readonly number[] },
): Uint8Array => {
  const entry = [...pickle.text('x'), ...describedTensor(storage, place)];
  return Uint8Array.from([...fileHead(), ...fileBody([entry], [{ key: 'a', length: 4, bytes: new Uint8Array(16) }])]);
};

test.each<[string, StateDictFault, Uint8Array]>([
  ['nothing', 'truncated', new Uint8Array()],
  ['another file', 'malformed', Uint8Array.from(Buffer.from('PK\u0003\u0004 a zip file of newer PyTorch'))],
  [
    'a command',
    'not-allowed',
    withStateDict(pickle.global('os', 'system'), pickle.tuple(pickle.text('id')), pickle.reduce),
  ],
  ['eval by another name', 'not-allowed', withStateDict(pickle.global('builtins', 'eval'), pickle.none, [0x30])],
  ['a command in the first pickle', 'not-allowed', Uint8Array.from(pickle.program(pickle.global('posix', 'system')))],
  [
    'an allowed name called with values of its own',
    'not-allowed',
    withStateDict(pickle.global('collections', 'OrderedDict'), pickle.tuple(pickle.list(pickle.none)), pickle.reduce),
  ],
  [
    'a class of storages called',
    'not-allowed',
    withStateDict(pickle.global('torch', 'FloatStorage'), pickle.tuple(pickle.integer(2 ** 30)), pickle.reduce),
  ],
  ['something without a name called', 'not-allowed', withStateDict(pickle.text('f'), pickle.tuple(), pickle.reduce)],
  [
    'an object of a class (NEWOBJ)',
    'not-allowed',
    withStateDict(pickle.global('collections', 'OrderedDict'), [0x29, 0x81]),
  ],
  [
    'a class from a stack (STACK_GLOBAL)',
    'not-allowed',
    withStateDict(pickle.text('os'), pickle.text('system'), [0x93]),
  ],
  ['a name that never ends', 'limit-exceeded', withStateDict([0x63], Array<number>(1000).fill(0x61))],
  ['a text of 4 GB', 'truncated', withStateDict([0x58, 0xff, 0xff, 0xff, 0xff])],
  ['marks within marks', 'limit-exceeded', withStateDict(Array<number>(1000).fill(0x28))],
  ['100,000 values', 'limit-exceeded', withStateDict(Array<number>(100_000).fill(0x4e))],
  [
    'a million empty lists',
    'limit-exceeded',
    withStateDict([0x5d], Array<number[]>(500_000).fill([0x5d, 0x61]).flat()),
  ],
  [
    'an ever-growing memory',
    'limit-exceeded',
    withStateDict([0x4e], Array.from({ length: 60_000 }, (_, i) => [0x72, i % 256, i >> 8, 0, 0]).flat()),
  ],
  ['a value from an empty memory', 'malformed', withStateDict([0x68, 9])],
  ['an operation without values', 'malformed', withStateDict([0x52])],
  ['no dictionary', 'malformed', withStateDict(pickle.none)],
  ['a key that is no text', 'malformed', withStateDict(pickle.dictionary(pickle.none, pickle.none))],
  ['text that is none', 'malformed', withStateDict([0x58, 1, 0, 0, 0, 0xff])],
  ['a tensor beyond its storage', 'malformed', tensorFile({ key: 'a', length: 4 }, { offset: 1, dims: [4] })],
  ['a tensor of 2^50 numbers', 'malformed', tensorFile({ key: 'a', length: 4 }, { dims: [2 ** 25, 2 ** 25] })],
  ['a storage that is longer than announced', 'malformed', tensorFile({ key: 'a', length: 3 }, { dims: [3] })],
  ['a storage of 2^31 numbers', 'malformed', tensorFile({ key: 'a', length: 2 ** 31 }, { dims: [4] })],
  ['a storage that is not there', 'malformed', tensorFile({ key: 'b', length: 4 }, { dims: [4] })],
  ['a transposed tensor', 'malformed', tensorFile({ key: 'a', length: 4 }, { dims: [2, 2], strides: [1, 2] })],
  ['a negative size', 'malformed', tensorFile({ key: 'a', length: 4 }, { dims: [0xffffffff] })],
  ['bytes behind the last storage', 'malformed', Uint8Array.from([...small, 0])],
])('%s is refused: %s', (_, fault, bytes) => {
  expect(faultOf(bytes)).toBe(fault);
});

test('a storage that many tensors share is not copied more often than the file is long', () => {
  const floats = { key: 'a', length: 4000, bytes: new Uint8Array(16_000) };
  const entries = Array.from({ length: 500 }, (_, i) => [
    ...pickle.text(`t${i}`),
    ...describedTensor(floats, { dims: [4000] }),
  ]);
  expect(faultOf(Uint8Array.from([...fileHead(), ...fileBody(entries, [floats])]))).toBe('limit-exceeded');
});

test('every truncated file is refused', () => {
  for (let length = 0; length < small.length; length++) expect(faultOf(small.subarray(0, length))).not.toBe('read');
});

test('a file with altered bytes is read or refused, and nothing else happens', () => {
  const alteration = fc.record({ at: fc.nat(small.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(alteration, { minLength: 1, maxLength: 8 }), (alterations) => {
      const spoilt = small.slice();
      for (const { at, to } of alterations) spoilt[at] = to;
      expect(['read', 'truncated', 'malformed', 'not-allowed', 'limit-exceeded']).toContain(faultOf(spoilt));
    }),
    { numRuns: 3000 },
  );
});

test('random operations are read or refused, and nothing else happens', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (operations) => {
      expect(faultOf(withStateDict([...operations]))).not.toBe('read');
    }),
    { numRuns: 2000 },
  );
});

const pair = ['minifasnet/2.7_80x80_MiniFASNetV2.pth', 'minifasnet/4_0_0_80x80_MiniFASNetV1SE.pth'];

test.skipIf(missing('models/minifasnet')).each(pair)(
  '%s is read, and refused once a byte of its pickles says otherwise',
  (file) => {
    const bytes = readFileSync(testData('models', file));
    const tensors = readStateDict(bytes);
    expect(tensors.get('module.conv1.conv.weight')!.dims).toEqual([32, 3, 3, 3]);
    expect(tensors.get('module.prob.weight')!.dims).toEqual([3, 128]);
    const end = bytes.indexOf('FloatStorage');
    const spoilt = Buffer.from(bytes);
    spoilt.write('CharStorage\n', end);
    expect(faultOf(spoilt)).toBe('not-allowed');
    expect(faultOf(bytes.subarray(0, bytes.length - 1))).toBe('truncated');
  },
);
