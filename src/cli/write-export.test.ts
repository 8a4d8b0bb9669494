import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeExport } from '#cli/write-export.js';
import type { SubjectExport } from '#services/export/export-subject.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bonafide-test-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* bytes(error?: Error): AsyncGenerator<Uint8Array> {
  yield Buffer.from('content');
  if (error !== undefined) throw await Promise.resolve(error);
}

const exported = (...errors: readonly (Error | undefined)[]): SubjectExport => ({
  data: {
    exportedAt: '2026-01-15T00:00:00.000Z',
    applicationId: 'app_a',
    mode: 'live',
    subject: { kind: 'user', identifier: 'anna' },
  },
  async *files() {
    for (const [i, error] of errors.entries())
      yield await Promise.resolve({ fileName: `${i}.jpg`, content: bytes(error) });
  },
});

test('an export that fails midway leaves nothing opened, and can be tried again', async () => {
  await expect(writeExport(exported(undefined, new Error('the disk is full')), folder)).rejects.toThrow('disk');
  expect(readdirSync(folder)).toEqual([]);
  expect(await writeExport(exported(undefined, undefined), folder)).toBe(2);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    'export.json',
    'files',
    'files/0.jpg',
    'files/1.jpg',
  ]);
  expect(readFileSync(path.join(folder, 'files/1.jpg'), 'utf8')).toBe('content');
});
