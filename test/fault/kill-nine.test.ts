import { afterEach, expect, test } from 'vitest';
import { killInTheMiddle } from '../support/kill-nine.js';
import { makeInstallation, programs } from '../support/server-process.js';

const installation = makeInstallation();
afterEach(() => installation.remove());

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);

test('kill -9 in the middle of 200 requests: every acknowledged transaction is there after the restart', async () => {
  const { lost } = await killInTheMiddle(installation, {
    program: programs.scripted,
    pictures: () => ({ doc: jpeg, selfie: jpeg }),
  });
  expect(lost).toEqual([]);
});
