import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SealBrokenError } from '#adapters/sealing/envelope.js';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';
import type { SealedFileContext } from '#ports/stream-sealing.js';

const chunk = 64 * 1024;
const sealedChunk = chunk + 16;
const header = 8;
const key = new Uint8Array(32).fill(5);
const context: SealedFileContext = { applicationId: 'app_a', mode: 'live', fileId: 'f1', fileClass: 'media' };

async function* parts(bytes: Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of content) all.push(part);
  return Buffer.concat(all);
}
const sealed = (plaintext: Uint8Array, in_ = context): Promise<Buffer> =>
  collect(streamSealing.seal(key, in_, parts(plaintext)));
const opened = (bytes: Uint8Array, in_ = context, by: Uint8Array = key, size?: number): Promise<Buffer> =>
  collect(streamSealing.open(by, in_, parts(bytes, size)));

/** What is given out before the seal is found broken. */
async function givenBefore(bytes: Uint8Array): Promise<Buffer> {
  const all: Uint8Array[] = [];
  await expect(
    (async () => {
      for await (const part of streamSealing.open(key, context, parts(bytes))) all.push(part);
    })(),
  ).rejects.toThrow(SealBrokenError);
  return Buffer.concat(all);
}

test.each([0, 1, 100, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7])('%i bytes come back', async (size) => {
  const plaintext = randomBytes(size);
  const bytes = await sealed(plaintext);
  expect(bytes).toHaveLength(header + size + 16 * Math.max(1, Math.ceil(size / chunk)));
  expect((await opened(bytes)).equals(plaintext)).toBe(true);
});

test('however the bytes arrive, they are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3 * chunk }),
      fc.integer({ min: 1, max: 2 * chunk }),
      fc.integer({ min: 700, max: 2 * chunk }),
      async (size, sealedBy, openedBy) => {
        const plaintext = randomBytes(size);
        const bytes = await collect(streamSealing.seal(key, context, parts(plaintext, sealedBy)));
        expect((await opened(bytes, context, key, openedBy)).equals(plaintext)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});

test('equal contents are sealed differently each time and show nothing', async () => {
  const plaintext = Buffer.from('ERIKSSON ANNA MARIA');
  const [first, second] = [await sealed(plaintext), await sealed(plaintext)];
  expect(first.equals(second)).toBe(false);
  expect(first.includes('ERIKSSON')).toBe(false);
});

test.each([
  ['application', { ...context, applicationId: 'app_b' }],
  ['mode', { ...context, mode: 'test' as const }],
  ['file', { ...context, fileId: 'f2' }],
  ['class', { ...context, fileClass: 'upload' }],
])('under another %s nothing opens', async (_, other) => {
  await expect(opened(await sealed(Buffer.from('x')), other)).rejects.toThrow(SealBrokenError);
});

test('under another key nothing opens', async () => {
  await expect(opened(await sealed(Buffer.from('x')), context, new Uint8Array(32))).rejects.toThrow(SealBrokenError);
});

test('any altered byte is noticed before its chunk is given out', async () => {
  const plaintext = randomBytes(2 * chunk + 100);
  const bytes = await sealed(plaintext);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const altered = Buffer.from(bytes);
      altered[at]! ^= by;
      const whole = at < header ? 0 : Math.floor((at - header) / sealedChunk);
      const given = await givenBefore(altered);
      expect(given.equals(plaintext.subarray(0, whole * chunk))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('any truncation is noticed, also one at the end of a chunk', async () => {
  const plaintext = randomBytes(2 * chunk + 100);
  const bytes = await sealed(plaintext);
  const cuts = fc.oneof(
    fc.nat(bytes.length - 1),
    fc.constantFrom(0, 1, header, header + sealedChunk, header + 2 * sealedChunk, bytes.length - 1),
  );
  await fc.assert(
    fc.asyncProperty(cuts, async (length) => {
      const given = await givenBefore(bytes.subarray(0, length));
      expect(given.equals(plaintext.subarray(0, given.length))).toBe(true);
      // The chunk that is now the last was not sealed as such.
      expect(given.length).toBeLessThan(Math.max(1, length));
    }),
    { numRuns: 60 },
  );
});

test('appended bytes are noticed before the chunk that they stand in', async () => {
  for (const size of [10, chunk, chunk + 10]) {
    const bytes = await sealed(randomBytes(size));
    for (const more of [1, 16, 100, sealedChunk]) {
      const given = await givenBefore(Buffer.concat([bytes, randomBytes(more)]));
      expect(given.length % chunk).toBe(0);
      expect(given.length).toBeLessThan(size);
    }
  }
});

test('chunks that changed places, or came from another file, are noticed', async () => {
  const plaintext = randomBytes(3 * chunk);
  const bytes = await sealed(plaintext);
  const other = await sealed(randomBytes(3 * chunk));
  const at = (from: Buffer, number: number): Buffer =>
    from.subarray(header + number * sealedChunk, header + (number + 1) * sealedChunk);
  const made = (...chunks: Buffer[]): Buffer => Buffer.concat([bytes.subarray(0, header), ...chunks]);
  expect(made(at(bytes, 0), at(bytes, 1), at(bytes, 2)).equals(bytes)).toBe(true);
  const first = plaintext.subarray(0, chunk);
  expect((await givenBefore(made(at(bytes, 0), at(bytes, 2), at(bytes, 1)))).equals(first)).toBe(true);
  expect((await givenBefore(made(at(bytes, 0), at(bytes, 2)))).equals(first)).toBe(true);
  expect((await givenBefore(made(at(bytes, 0), at(bytes, 0), at(bytes, 2)))).equals(first)).toBe(true);
  expect((await givenBefore(made(at(bytes, 0), at(other, 1), at(bytes, 2)))).equals(first)).toBe(true);
  expect(await givenBefore(made(at(bytes, 1), at(bytes, 0), at(bytes, 2)))).toHaveLength(0);
});

test('whoever stops reading lets go of the source', async () => {
  const bytes = await sealed(randomBytes(5 * chunk));
  let released = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* parts(bytes);
    } finally {
      released = true;
    }
  }
  for await (const part of streamSealing.open(key, context, source())) {
    expect(part).toHaveLength(chunk);
    break;
  }
  expect(released).toBe(true);
});
