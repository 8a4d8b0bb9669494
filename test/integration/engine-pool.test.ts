import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { createEnginePool, type EnginePool, type EnginePoolOptions } from '#engine/pool/engine-pool.js';

// Real worker threads, scripted answers: hanging and crashing cannot be had from the real engine on demand.
const root = path.resolve(import.meta.dirname, '../..');
const pools: EnginePool[] = [];

function makePool(overrides: Partial<EnginePoolOptions> = {}, options: unknown = {}): EnginePool {
  const pool = createEnginePool({
    workerFile: path.join(root, 'dist/engine/pool/worker.js'),
    source: {
      moduleUrl: pathToFileURL(path.join(root, 'test/support/scripted-engine.mjs')).href,
      options: Promise.resolve(options),
    },
    workers: 2,
    queueLimit: 4,
    deadlineMs: 10_000,
    ...overrides,
  });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

const script = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const warmUpPictures = { document: script({}), selfie: script({ failure: 'several-faces' }), nowEpochMs: 0 };

test('answers and expected failures come back as they are', async () => {
  const pool = makePool();
  expect(await pool.analyseSelfie(script({ value: { a: 1 } }))).toEqual({ ok: true, value: { a: 1 } });
  expect(await pool.analyseDocument(script({ failure: 'several-documents' }), 0)).toEqual({
    ok: false,
    failure: { code: 'several-documents' },
  });
});

test('options cross with the bytes; a picture that needs no decoding needs no worker', async () => {
  const pool = makePool();
  const portrait = await pool.analysePortrait(script({ value: 7 }), { secondFace: 'ignored' });
  expect(portrait).toEqual({ ok: true, value: 7 });
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
  const passed = { ok: true, value: { bytes: jpeg, format: 'jpeg', originalFormat: 'jpeg' } };
  expect(await pool.normaliseImage(jpeg)).toEqual(passed);
  const gif = new TextEncoder().encode('GIF89a');
  const { value } = (await pool.normaliseImage(gif)) as unknown as { value: { threadId: number } }; // as scripted
  expect(value.threadId).toBeGreaterThan(0);
});

test('warm-up reaches every worker once, with document and selfie in turn', async () => {
  const pool = makePool({ workers: 3 });
  expect((await pool.warmUp(warmUpPictures)).sort()).toEqual([null, null, 'several-faces']);
  const single = makePool({ workers: 1 });
  expect(await single.warmUp(warmUpPictures)).toEqual([null, 'several-faces']);
});

test('a model that cannot be loaded is the error of the warm-up', async () => {
  const pool = makePool({}, { failToLoad: 'model blazeface: file x is missing' });
  await expect(pool.warmUp(warmUpPictures)).rejects.toThrow('model blazeface: file x is missing');
});

test('one task too many is refused at once, and the others are answered', async () => {
  const pool = makePool({ workers: 1, queueLimit: 2 });
  const accepted = [1, 2, 3].map((n) => pool.analyseSelfie(script({ sleepMs: 100, value: n })));
  expect(await pool.analyseSelfie(script({}))).toEqual({ ok: false, failure: { code: 'overloaded' } });
  expect(pool.load).toEqual({ running: 1, queued: 2 });
  expect(await Promise.all(accepted)).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
  expect(pool.load).toEqual({ running: 0, queued: 0 });
});

test('a task over its deadline is answered, ends at its next step, and its worker serves on', async () => {
  const pool = makePool({ workers: 1, deadlineMs: 1000 });
  const first = await pool.analyseSelfie(script({}));
  expect(await pool.analyseSelfie(script({ steps: 1000 }))).toEqual({
    ok: false,
    failure: { code: 'deadline-exceeded' },
  });
  expect(await pool.analyseSelfie(script({}))).toEqual(first);
});

test.each([{ blockMs: 600_000 }, { sleepMs: 600_000 }])(
  'a worker that does not notice is replaced after its grace: %j',
  async (hang) => {
    const pool = makePool({ workers: 1, deadlineMs: 1500, graceMs: 300 });
    await pool.analyseSelfie(script({}));
    expect(await pool.analyseSelfie(script(hang))).toEqual({ ok: false, failure: { code: 'deadline-exceeded' } });
    expect(pool.load).toEqual({ running: 1, queued: 0 });
    expect(await pool.analyseSelfie(script({ value: 'again' }))).toEqual({ ok: true, value: 'again' });
  },
);

test('a task that waits too long is given up and never begins', async () => {
  const pool = makePool({ workers: 1, deadlineMs: 1000 });
  await pool.analyseSelfie(script({}));
  const running = pool.analyseSelfie(script({ steps: 1000 }));
  const waiting = pool.analyseSelfie(script({ exit: 1 }));
  const given = { ok: false, failure: { code: 'deadline-exceeded' } };
  expect(await Promise.all([running, waiting])).toEqual([given, given]);
  expect((await pool.analyseSelfie(script({}))).ok).toBe(true);
});

test('callers take turns: one task does not wait for all those that another caller sent before', async () => {
  const pool = makePool({ workers: 1, queueLimit: 20 });
  await pool.analyseSelfie(script({}));
  const [greedy, late] = [pool.forCaller('greedy'), pool.forCaller('late')];
  const done: string[] = [];
  const many = Array.from({ length: 8 }, async () => {
    await greedy.analyseSelfie(script({ blockMs: 20 }));
    done.push('greedy');
  });
  const one = late.analyseSelfie(script({})).then(() => done.push('late'));
  await Promise.all([...many, one]);
  expect(done.indexOf('late')).toBeLessThanOrEqual(2);
});

test('closing abandons what still runs and waits until it has noticed', async () => {
  const pool = makePool({ workers: 1 });
  await pool.analyseSelfie(script({}));
  const running = pool.analyseSelfie(script({ steps: 1000 }));
  const [outcome] = await Promise.allSettled([running, pool.close()]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'nobody waits for this result any more' } });
});

test('a worker that dies fails its own task, and the next one is served', async () => {
  const pool = makePool({ workers: 1 });
  await expect(pool.analyseSelfie(script({ exit: 3 }))).rejects.toThrow('exited');
  await expect(pool.analyseSelfie(script({ throw: 'broken' }))).rejects.toThrow('broken');
  expect((await pool.analyseSelfie(script({}))).ok).toBe(true);
});

test('workers see nothing of the environment', async () => {
  expect(await makePool().analyseSelfie(script({ environment: true }))).toEqual({ ok: true, value: [] });
});
