import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { killPublisher } from '../support/kill-webhook-publisher.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-kill-webhooks-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('kill -9 between results and their delivery, three times: every acknowledged result is told of', async () => {
  const { acknowledged, lost, undeliveredAtKills, idsOfRepeated } = await killPublisher(directory, 3);
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(undeliveredAtKills).toBeGreaterThan(0);
  expect(lost).toEqual([]);
  expect(idsOfRepeated.filter((ids) => ids !== 1)).toEqual([]);
});
