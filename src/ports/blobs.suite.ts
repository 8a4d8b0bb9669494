import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Blobs, StoredBlob } from '#ports/blobs.js';
import { describePort } from '#ports/describe-port.suite.js';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  /** Names of all files that the store keeps, whatever they are. */
  readonly filesKept: () => string[];
  close(): Promise<void>;
}

const key = 'aaaa/0f3e-one';
const otherKey = 'aaaa/0f3e-two';
const strangeKey = 'bbbb/0f3e-one';

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

async function* failing(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
  throw new Error('the sender is gone');
}

async function collected(content: AsyncIterable<Uint8Array> | null): Promise<Buffer | null> {
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

/** 20 MiB with a pattern that shows any exchanged or lost piece. */
async function* twentyMegabytes(): AsyncGenerator<Uint8Array> {
  for (let block = 0; block < 320; block++) yield Buffer.alloc(65_536, String(block).padStart(8, '0'));
}

/** How every implementation of the blobs port behaves. */
export function describeBlobs(name: string, make: () => Promise<BlobsUnderTest>): void {
  describePort('blobs', name, () => {
    let under: BlobsUnderTest;
    let blobs: Blobs;
    const listed = async (folder: string): Promise<StoredBlob[]> => {
      const found: StoredBlob[] = [];
      for await (const blob of blobs.list(folder)) found.push(blob);
      return found.sort((a, b) => (a.key < b.key ? -1 : 1));
    };

    beforeEach(async () => {
      under = await make();
      blobs = under.blobs;
    });
    afterEach(() => under.close());

    test('what was put is got, also nothing at all', async () => {
      await blobs.put(key, chunks('one ', 'two'));
      await blobs.put(otherKey, chunks());
      expect((await collected(await blobs.get(key)))?.toString()).toBe('one two');
      expect(await collected(await blobs.get(otherKey))).toHaveLength(0);
      expect(await blobs.get(strangeKey)).toBeNull();
    });

    test('much is put and got in pieces', async () => {
      await blobs.put(key, twentyMegabytes());
      const expected = twentyMegabytes();
      let wanted = Buffer.alloc(0);
      let total = 0;
      for await (const part of (await blobs.get(key))!) {
        while (wanted.length < part.length) wanted = Buffer.concat([wanted, (await expected.next()).value as Buffer]); // as long as there is something to compare with
        expect(wanted.subarray(0, part.length).equals(part)).toBe(true);
        wanted = wanted.subarray(part.length);
        total += part.length;
      }
      expect(total).toBe(320 * 65_536);
    });

    test.each([
      ['at once', []],
      ['after a little', [Buffer.from('one')]],
      ['after much', Array.from({ length: 160 }, () => Buffer.alloc(65_536, 1))],
    ])('content that breaks off %s leaves nothing', async (_, parts) => {
      await expect(blobs.put(key, failing(...parts))).rejects.toThrow('the sender is gone');
      expect(await blobs.get(key)).toBeNull();
      expect(await listed('aaaa')).toEqual([]);
      expect(under.filesKept().filter((name) => name.includes('0f3e'))).toEqual([]);
      await blobs.put(key, chunks('whole'));
      expect((await collected(await blobs.get(key)))?.toString()).toBe('whole');
    });

    test('deleting is possible more than once', async () => {
      await blobs.put(key, chunks('one'));
      await blobs.put(otherKey, chunks('two'));
      await blobs.delete(key);
      await blobs.delete(key);
      await blobs.delete(strangeKey);
      expect(await blobs.get(key)).toBeNull();
      expect((await collected(await blobs.get(otherKey)))?.toString()).toBe('two');
    });

    test('a folder lists its own, with size and time', async () => {
      const from = Date.now();
      await blobs.put(key, chunks('one'));
      await blobs.put(otherKey, chunks('three'));
      await blobs.put(strangeKey, chunks('x'));
      const found = await listed('aaaa');
      expect(found.map(({ key, sizeBytes }) => [key, sizeBytes])).toEqual([
        [key, 3],
        [otherKey, 5],
      ]);
      // Stores tell whole seconds, or tick a little behind the clock.
      for (const { storedAtEpochMs } of found) {
        expect(storedAtEpochMs).toBeGreaterThan(from - 2000);
        expect(storedAtEpochMs).toBeLessThan(Date.now() + 2000);
      }
      expect(await listed('cccc')).toEqual([]);
    });

    test('many writers at once lose nothing', async () => {
      const keys = Array.from({ length: 40 }, (_, i) => `aaaa/0f3e-${String(i).padStart(2, '0')}`);
      await Promise.all(keys.map((each) => blobs.put(each, chunks(each))));
      expect((await listed('aaaa')).map((blob) => blob.key)).toEqual(keys);
      for (const each of keys) expect((await collected(await blobs.get(each)))?.toString()).toBe(each);
    });

    test.each(['', 'aaaa', 'aaaa/', 'aaaa/../bbbb', '../aaaa/bbbb', 'AAAA/BBBB', 'aaaa/bbbb/cccc', 'aaaa/b.bb'])(
      '%j is no key',
      async (wrong) => {
        await expect(blobs.put(wrong, chunks('x'))).rejects.toThrow('not the key of a blob');
        await expect(blobs.get(wrong)).rejects.toThrow('not the key of a blob');
        await expect(blobs.delete(wrong)).rejects.toThrow('not the key of a blob');
      },
    );

    test('nothing unfinished is there to be removed after whole puts', async () => {
      await blobs.put(key, chunks('one'));
      expect(await blobs.removeUnfinished('aaaa', Date.now() + 1000)).toBe(0);
      expect((await collected(await blobs.get(key)))?.toString()).toBe('one');
    });
  });
}
