import fc, { type Arbitrary } from 'fast-check';

/** One change of an input. Places are shares of its length, so that a change means something for every seed. */
export interface Mutation {
  readonly kind: (typeof mutationKinds)[number];
  /** 0–1: where. */
  readonly at: number;
  /** 0–1: how far, or from where. */
  readonly span: number;
  /** Unsigned 32 bits: what. */
  readonly value: number;
}

const mutationKinds = [
  'flip-bit',
  'set-byte',
  'edge-number',
  'cut-end',
  'cut-out',
  'repeat',
  'swap',
  'insert-word',
  'overwrite-word',
  'splice',
] as const;

/** Where programs go wrong: the ends of the ranges of whole numbers. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] as const;

/** No mutant is longer, whatever is repeated in it. */
export const mostMutantBytes = 4 * 1024 * 1024;

/** A copy of `seed` with all changes, in their order. `others`: what parts are spliced in from. */
export function mutate(
  seed: Uint8Array,
  mutations: readonly Mutation[],
  { words, others }: { readonly words: readonly Uint8Array[]; readonly others: readonly Uint8Array[] },
): Uint8Array {
  let bytes: Buffer = Buffer.from(seed);
  for (const mutation of mutations) bytes = Buffer.from(mutateOnce(bytes, mutation, words, others));
  return new Uint8Array(bytes.subarray(0, mostMutantBytes));
}

function mutateOnce(
  bytes: Buffer,
  { kind, at, span, value }: Mutation,
  words: readonly Uint8Array[],
  others: readonly Uint8Array[],
): Uint8Array {
  const place = Math.min(bytes.length, Math.floor(at * (bytes.length + 1)));
  // Most headers and fields are short: small spans are as likely as large ones.
  const length = Math.max(1, Math.floor(span ** 4 * bytes.length));
  const end = Math.min(bytes.length, place + length);
  const word = words.length === 0 ? Buffer.of(value & 0xff) : words[value % words.length]!;
  switch (kind) {
    case 'flip-bit':
      if (place < bytes.length) bytes[place]! ^= 1 << (value & 7);
      return bytes;
    case 'set-byte':
      if (place < bytes.length) bytes[place] = value & 0xff;
      return bytes;
    case 'edge-number':
      return withNumber(bytes, place, edges[value % edges.length]!, value);
    case 'cut-end':
      return bytes.subarray(0, place);
    case 'cut-out':
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(end)]);
    case 'repeat': {
      const part = bytes.subarray(place, end);
      const times = Math.min(1 + (value % 64), Math.ceil(mostMutantBytes / Math.max(1, part.length)));
      return Buffer.concat([bytes.subarray(0, place), ...Array<Buffer>(times).fill(part), bytes.subarray(place)]);
    }
    case 'swap': {
      const other = Math.min(bytes.length, Math.floor((value / 2 ** 32) * bytes.length));
      const [first, second] = [Math.min(place, other), Math.max(place, other)];
      const size = Math.min(length, second - first, bytes.length - second);
      const moved = Buffer.from(bytes.subarray(first, first + size));
      bytes.copy(bytes, first, second, second + size);
      moved.copy(bytes, second);
      return bytes;
    }
    case 'insert-word':
      return Buffer.concat([bytes.subarray(0, place), word, bytes.subarray(place)]);
    case 'overwrite-word':
      return Buffer.concat([bytes.subarray(0, place), word, bytes.subarray(place + word.length)]);
    case 'splice': {
      const other = others.length === 0 ? bytes : others[value % others.length]!;
      const from = Math.floor(span * other.length);
      return Buffer.concat([bytes.subarray(0, place), other.subarray(from)]);
    }
  }
}

/** A field of one, two or four bytes, of either byte order, set to the edge of a range. */
function withNumber(bytes: Buffer, place: number, edge: number, choice: number): Buffer {
  const size = ([1, 2, 4] as const)[(choice >>> 8) % 3]!;
  if (place + size > bytes.length) return bytes;
  const number = edge % 2 ** (8 * size);
  if ((choice & 0x1_0000) === 0) bytes.writeUIntBE(number, place, size);
  else bytes.writeUIntLE(number, place, size);
  return bytes;
}

export const mutationsOf = (most: number): Arbitrary<Mutation[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...mutationKinds),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      span: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.nat({ max: 0xffff_ffff }),
    }),
    { minLength: 1, maxLength: most },
  );

/** A mutation by a source of numbers from 0 to 1, for the guided search, which makes millions. */
export const randomMutation = (random: () => number): Mutation => ({
  kind: mutationKinds[Math.floor(random() * mutationKinds.length)]!,
  at: random(),
  span: random(),
  value: Math.floor(random() * 2 ** 32),
});
