import { afterEach, expect, test } from 'vitest';
import { killInTheMiddle } from '../support/kill-nine.js';
import { makeInstallation, programs, samplesOf } from '../support/server-process.js';

const installation = makeInstallation();
afterEach(() => installation.remove());

test('kill -9 in the middle of 200 real verifications: every acknowledged transaction is there after the restart', async () => {
  const { lost, acknowledged } = await killInTheMiddle(installation, {
    program: programs.real,
    pictures: () => samplesOf(installation),
  });
  expect(lost).toEqual([]);
  expect(acknowledged).toBeGreaterThanOrEqual(100);
});
