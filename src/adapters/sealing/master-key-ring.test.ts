import { expect, test } from 'vitest';
import { createMasterKeyRing, ringOf } from '#adapters/sealing/master-key-ring.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';

const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const [one, two, three] = [1, 2, 3].map((byte) => masterKeyFromSecret(secret(byte))) as [
  ReturnType<typeof masterKeyFromSecret>,
  ReturnType<typeof masterKeyFromSecret>,
  ReturnType<typeof masterKeyFromSecret>,
]; // as many as were given

function sourceOf(secrets: readonly Uint8Array[]) {
  const source = { secrets, readings: 0, failing: false };
  const ring = createMasterKeyRing({
    secrets,
    reread: async () => {
      source.readings += 1;
      if (source.failing) throw new Error('gone');
      return source.secrets;
    },
    leastIntervalMs: 1,
  });
  return { source, ring };
}

test('a known key is found without a look at the source', async () => {
  const { source, ring } = sourceOf([secret(2), secret(1)]);
  expect(await ring.find(one.id)).toEqual(one);
  expect(ring.keys()).toEqual([two, one]);
  expect(source.readings).toBe(0);
});

test('a key made meanwhile is found by reading the source again, and is the newest then', async () => {
  const { source, ring } = sourceOf([secret(1)]);
  source.secrets = [secret(2), secret(1)];
  expect(await ring.find(two.id)).toEqual(two);
  expect(ring.keys()).toEqual([two, one]);
  expect(source.readings).toBe(1);
});

test('a key that left the source is still known: a record may be in hand', async () => {
  const { source, ring } = sourceOf([secret(1)]);
  source.secrets = [secret(2)];
  await ring.find(two.id);
  expect(ring.keys()).toEqual([two, one]);
});

test('many unknown ids at once cost two readings, not one each', async () => {
  const { source, ring } = sourceOf([secret(1)]);
  const found = await Promise.all(Array.from({ length: 50 }, () => ring.find(three.id)));
  expect(found).toEqual(Array(50).fill(null));
  expect(source.readings).toBe(2);
});

test('a source that cannot be read leaves the keys as they are', async () => {
  const { source, ring } = sourceOf([secret(1)]);
  source.failing = true;
  expect(await ring.find(two.id)).toBeNull();
  expect(ring.keys()).toEqual([one]);
});

test('a value has nothing to be read again; a single key is a ring of one', async () => {
  const fixed = createMasterKeyRing({ secrets: [secret(1)], reread: null });
  expect([await fixed.find(two.id), fixed.keys()]).toEqual([null, [one]]);
  const single = ringOf(two);
  expect([await single.find(two.id), await single.find(one.id), single.keys()]).toEqual([two, null, [two]]);
  expect(ringOf(single)).toBe(single);
  expect(() => createMasterKeyRing({ secrets: [], reread: null })).toThrow('a ring needs a key');
});
