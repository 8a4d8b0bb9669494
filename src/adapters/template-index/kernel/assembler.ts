/**
 * As much of the binary format of WebAssembly (W3C, WebAssembly Core Specification 2.0, chapter 5) as one small function
 * needs. An instruction is its bytes; what it works on comes before it, as on the machine's stack.
 */
export type Code = readonly number[];

/** LEB128, unsigned. */
function unsigned(value: number): Code {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)];
}

/** LEB128, signed. */
function signed(value: number): Code {
  const low = value & 0x7f;
  const rest = value >> 7;
  const ends = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return ends ? [low] : [low | 0x80, ...signed(rest)];
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const name = (text: string): Code => vector([...Buffer.from(text, 'utf8')].map((byte) => [byte]));
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const simd = (opcode: number, ...immediates: Code[]): Code => [0xfd, ...unsigned(opcode), ...immediates.flat()];
/** Alignment is a hint only: none is promised. */
const at = (offset: number): Code => [0, ...unsigned(offset)];

export const types = { i32: 0x7f, v128: 0x7b } as const;

export const local = {
  get: (index: number): Code => [0x20, ...unsigned(index)],
  set: (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)],
};

/** A number known here, an index of a local, or code that leaves a number. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: (left: Code, right: Code): Code => [...left, ...right, 0x6a],
  multiply: (left: Code, right: Code): Code => [...left, ...right, 0x6c],
  lessUnsigned: (left: Code, right: Code): Code => [...left, ...right, 0x49],
  store: (address: Code, value: Code): Code => [...address, ...value, 0x36, ...at(0)],
};

export const v128 = {
  zero: simd(
    12,
    Array.from({ length: 16 }, () => 0),
  ),
  load: (address: Code, offset: number): Code => [...address, ...simd(0, at(offset))],
  /** Eight signed bytes as eight numbers of 16 bits. */
  loadEightBytes: (address: Code, offset: number): Code => [...address, ...simd(1, at(offset))],
};

export const i32x4 = {
  lane: (value: Code, lane: number): Code => [...value, ...simd(27, [lane])],
  add: (left: Code, right: Code): Code => [...left, ...right, ...simd(174)],
  /** Eight products of numbers of 16 bits, added in pairs. */
  dotOfI16x8: (left: Code, right: Code): Code => [...left, ...right, ...simd(186)],
};

/** Runs once, and again as long as `condition` is true at its end. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code => [
  0x03,
  0x40,
  ...body.flat(),
  ...condition,
  0x0d,
  0,
  0x0b,
];

/** A module of one function, which works on the memory that it imports as `memory` of `host`. */
export function assembleModule(made: {
  readonly exported: string;
  readonly parameters: readonly number[];
  readonly locals: readonly number[];
  readonly body: readonly Code[];
}): Uint8Array<ArrayBuffer> {
  const { exported, parameters, locals, body } = made;
  const code = [...vector(locals.map((type) => [1, type])), ...body.flat(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector(parameters.map((type) => [type])), 0]])),
    ...section(2, vector([[...name('host'), ...name('memory'), 0x02, 0x00, 0]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...name(exported), 0x00, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
