import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces } from '#adapters/s3/in-pieces.js';

async function* source(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

test('the same bytes, in pieces of which only the last may be shorter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.integer({ min: 1, max: 16 }),
      async (parts, size) => {
        const pieces: Buffer[] = [];
        for await (const piece of inPieces(source(parts), size)) pieces.push(piece);
        expect(Buffer.concat(pieces)).toEqual(Buffer.concat(parts));
        expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        expect(pieces.every(({ length }) => length > 0 && length <= size)).toBe(true);
      },
    ),
  );
});
