/** Writes the state dict format of PyTorch before 1.6, byte by byte, so that tests can also write what PyTorch would not. */

const ascii = (text: string): number[] => [...Buffer.from(text, 'ascii')];

const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

/** Pickle operations of protocol 2, as bytes. */
export const pickle = {
  program: (...operations: readonly (readonly number[])[]): number[] => [0x80, 2, ...operations.flat(), 0x2e],
  none: [0x4e],
  true: [0x88],
  false: [0x89],
  text: (text: string): number[] => [0x58, ...littleEndian(Buffer.byteLength(text), 4), ...Buffer.from(text)],
  integer: (value: number): number[] => [0x4a, ...littleEndian(value, 4)],
  long: (value: bigint): number[] => {
    const bytes: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 255n));
    return [0x8a, bytes.length + 1, ...bytes, 0];
  },
  tuple: (...items: readonly (readonly number[])[]): number[] => [0x28, ...items.flat(), 0x74],
  list: (...items: readonly (readonly number[])[]): number[] => [0x5d, 0x28, ...items.flat(), 0x65],
  entries: (...items: readonly (readonly number[])[]): number[] => [0x28, ...items.flat(), 0x75],
  dictionary: (...items: readonly (readonly number[])[]): number[] => [0x7d, 0x28, ...items.flat(), 0x75],
  global: (module: string, name: string): number[] => [0x63, ...ascii(`${module}\n${name}\n`)],
  reduce: [0x52],
  reference: [0x51],
};

export interface WrittenTensor {
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

export const magicNumber = 0x1950a86a20f9469cfc6cn;

/** The three pickles before the state dict. */
export const fileHead = (): number[] => [
  ...pickle.program(pickle.long(magicNumber)),
  ...pickle.program(pickle.integer(1001)),
  ...pickle.program(pickle.dictionary(pickle.text('little_endian'), pickle.true)),
];

/** One tensor as the state dict describes it. */
export function describedTensor(
  storage: { readonly key: string; readonly length: number; readonly type?: string },
  place: { readonly offset?: number; readonly dims: readonly number[]; readonly strides?: readonly number[] },
): number[] {
  const strides = place.strides ?? place.dims.map((_, axis) => place.dims.slice(axis + 1).reduce((a, b) => a * b, 1));
  const reference = pickle.tuple(
    pickle.text('storage'),
    pickle.global('torch', storage.type ?? 'FloatStorage'),
    pickle.text(storage.key),
    pickle.text('cpu'),
    pickle.integer(storage.length),
    pickle.none,
  );
  const hooks = [...pickle.global('collections', 'OrderedDict'), 0x29, ...pickle.reduce];
  return [
    ...pickle.global('torch._utils', '_rebuild_tensor_v2'),
    ...pickle.tuple(
      [...reference, ...pickle.reference],
      pickle.integer(place.offset ?? 0),
      pickle.tuple(...place.dims.map(pickle.integer)),
      pickle.tuple(...strides.map(pickle.integer)),
      pickle.false,
      hooks,
    ),
    ...pickle.reduce,
  ];
}

/** The state dict and what follows it. */
export function fileBody(
  entries: readonly (readonly number[])[],
  storages: readonly { key: string; bytes: Uint8Array; length: number }[],
): number[] {
  return [
    ...pickle.program(pickle.global('collections', 'OrderedDict'), [0x29], pickle.reduce, pickle.entries(...entries)),
    ...pickle.program(pickle.list(...storages.map(({ key }) => pickle.text(key)))),
    ...storages.flatMap(({ bytes, length }) => [...littleEndian(length, 8), ...bytes]),
  ];
}

/** A whole file with float32 tensors, each in a storage of its own. */
export function stateDictFile(tensors: Readonly<Record<string, WrittenTensor>>): Uint8Array {
  const parts = Object.entries(tensors).map(([name, { dims, values }], index) => ({
    key: `key${index}`,
    length: values.length,
    bytes: new Uint8Array(Float32Array.from(values).buffer),
    entry: [...pickle.text(name), ...describedTensor({ key: `key${index}`, length: values.length }, { dims })],
  }));
  return Uint8Array.from([
    ...fileHead(),
    ...fileBody(
      parts.map(({ entry }) => entry),
      parts,
    ),
  ]);
}
