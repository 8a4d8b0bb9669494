import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
// Plain JavaScript: it runs after the tests, without a build.
import { searchLogs } from '../../scripts/search-logs.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bonafide-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = (more: Readonly<Record<string, unknown>>): string => `${JSON.stringify({ event: 'request', ...more })}\n`;

test('a log that tells nothing is clean', () => {
  writeFileSync(
    path.join(folder, '1.log'),
    line({ route: '/api/v1.0/recognize', status: 200, applicationId: 'app_a' }),
  );
  writeFileSync(path.join(folder, '1.secrets'), '"CANARYSSON"\n"C4N4RY901"\n');
  writeFileSync(path.join(folder, '2.secrets'), '"CANARYSSON"\n');
  expect(searchLogs(folder)).toEqual({ lines: 1, secrets: 2, found: [] });
});

test.each([
  ['a name that was sent', { detail: 'for CANARYSSON' }, 'something a test sent or was answered (10 characters)'],
  ['a key', { key: 'sk_live_0123456789abcdef' }, 'an API key'],
  ['a secret of webhooks', { secret: 'whsec_MDEyMzQ1Njc4OQ==' }, 'a webhook secret'],
  ['a header', { authorization: 'Basic YXBwX2E6c2tfbGl2ZQ==' }, 'credentials'],
  ['a machine-readable zone', { mrz: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<' }, 'a machine-readable zone'],
  ['a picture', { body: '/9j/4AAQSkZJRgABAQAAAQABAAD' }, 'a picture'],
  ['an address with its query', { url: '/verif/?user_identifier=a' }, 'a query string'],
])('%s is found, and the finding does not repeat it', (_, planted, what) => {
  writeFileSync(path.join(folder, '1.log'), line({}) + line(planted));
  writeFileSync(path.join(folder, '1.secrets'), '"CANARYSSON"\n');
  expect(searchLogs(folder)).toEqual({ lines: 2, secrets: 1, found: [`${what} in: request`] });
});
