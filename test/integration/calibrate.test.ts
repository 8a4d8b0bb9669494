import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calibratedPointsSchema } from '#domain/recogniser-model.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { seededRandom } from '#engine/seeded-random.js';
import { bonafide } from '../support/command-line.js';
import { makeInstallation } from '../support/server-process.js';

// From a table of scores to an application that decides by it, through the command line.
const installation = makeInstallation();
const file = (name: string): string => path.join(installation.directory, name);
const run = (...args: string[]) => bonafide(installation, args);
const calibrate = (table: string, ...args: string[]) =>
  run('calibrate', '--scores', file(table), '--name', 'shop', ...args);
const recogniser = ['--digest', shippedRecogniser.digest] as const;

function writeScores(name: string, count: number): void {
  const random = seededRandom(1);
  const rows = Array.from({ length: count }, (_, i) => `${(0.1 * random.normal()).toFixed(6)},0,${i}a,${i}b`);
  const mated = Array.from({ length: 50 }, (_, i) => `${(0.6 + 0.05 * random.normal()).toFixed(6)},1,${i}m,${i}m`);
  writeFileSync(file(name), ['score,same,identity_a,identity_b', ...rows, ...mated].join('\n'));
}

beforeAll(async () => {
  writeScores('few.csv', 1000);
  writeScores('enough.csv', 8000);
  await run('keys', 'create', '--new-app', 'Shop');
});
afterAll(() => installation.remove());

test('1e-6 on 1,000 non-mated comparisons is refused, and nothing is kept', async () => {
  const { code, out, note } = await calibrate('few.csv', '--fmr', '1e-6', ...recogniser);
  expect([code, out]).toEqual([1, '']);
  expect(note).toContain('1000 non-mated comparisons of 2000 people cannot show a false match rate of 0.000001');
  expect((await run('policies', 'list')).out).toContain('there are no policies');
});

test('a calibration becomes a policy with its evidence, and a second one its next version', async () => {
  const first = await calibrate('enough.csv', '--fmr', '1e-3', ...recogniser);
  expect(first.note).toContain('kept as shop@1');
  expect(first.out).toContain('false match rate at most 0.1 % (95 %)');
  const second = await calibrate('enough.csv', '--fmr', '2e-3', '--json', ...recogniser);
  const policy = JSON.parse(second.out) as { threshold: number; reviewFrom: number };
  expect(policy).toMatchObject({
    name: 'shop',
    version: 2,
    recogniserDigest: shippedRecogniser.digest,
    metric: 'euclidean',
    wantedFmr: 0.002,
    evidence: { comparisons: 8000, people: 16_000, designEffect: 1 },
    falseNonMatches: { count: 0, total: 50 },
  });
  // N(0, 0.1²) has 2e-3 above 0.288.
  expect(policy.threshold).toBeGreaterThan(0.28);
  expect(policy.threshold).toBeLessThan(0.35);
  expect((await run('policies', 'list')).out.split('\n').map((line) => line.split(' ')[0])).toEqual(['policy', 'shop@2', 'shop@1', '']); // prettier-ignore
});

test('an application decides by the version that it was set to, and goes back to the card', async () => {
  const used = await run('policies', 'use', 'shop@1');
  expect(used).toMatchObject({ code: 0, note: expect.stringContaining('decides by shop@1') as string });
  const application = /app_\S+/.exec(used.note)![0];
  const settings = async () =>
    (JSON.parse((await run('applications', 'settings', application)).out) as { policy: { operatingPoint: unknown } }).policy; // prettier-ignore
  expect((await settings()).operatingPoint).toMatchObject({
    policy: 'shop@1',
    recogniserDigest: shippedRecogniser.digest,
  });
  await run('policies', 'use', 'card', '--app', application);
  expect((await settings()).operatingPoint).toBeNull();
});

test('what was found can become the operating points of a recogniser', async () => {
  const points = file('points.json');
  const { code, out } = await calibrate('enough.csv', '--fmr', '1e-3', '--dry-run', '--json', '--operating-points', points, ...recogniser); // prettier-ignore
  expect(code).toBe(0);
  const { threshold, reviewFrom, falseMatchRates } = JSON.parse(out) as Record<string, unknown>;
  const written: unknown = JSON.parse(readFileSync(points, 'utf8'));
  expect(calibratedPointsSchema.parse(written)).toMatchObject({ threshold, reviewFrom, falseMatchRates, recogniserDigest: shippedRecogniser.digest }); // prettier-ignore
  expect((await run('policies', 'list')).out).not.toContain('shop@3');
});

test('a policy that cannot be kept leaves no operating points', async () => {
  const points = file('lost.json');
  const args = ['calibrate', '--scores', file('enough.csv'), '--name', 'lost', '--fmr', '1e-3', ...recogniser];
  const otherKey = { BONAFIDE_MASTER_KEY: Buffer.alloc(32).toString('base64') };
  expect((await bonafide(installation, [...args, '--operating-points', points], otherKey)).code).toBe(78);
  expect(readdirSync(installation.directory).filter((name) => name.startsWith('lost'))).toEqual([]);
});

test('a policy that is not there is not used', async () => {
  const { code, note } = await run('policies', 'use', 'shop@7');
  expect([code, note.trim()]).toEqual([64, 'policy.operatingPoint.policy: there is no such policy']);
});

test.each([
  [['--fmr', '1e-3'], 'needs --digest'],
  [['--fmr', '1e-3', '--digest', 'e'.repeat(64)], 'made by another recogniser'],
  [['--fmr', '2', ...recogniser], 'not a rate between 0 and 1'],
  [['--fmr', '1e-3', '--name', 'No', ...recogniser], '--name: 1 to 63'],
])('calibrate %j: %s', async (args, why) => {
  const { code, note } = await calibrate('enough.csv', ...args);
  expect(code).toBe(64);
  expect(note).toContain(why);
});
