import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startCapture } from '#http/capture/capture-under-test.suite.js';

test('pages of other origins load the widget', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-web-'));
  writeFileSync(path.join(directory, 'embed.js'), 'widget');
  const capture = await startCapture({ webDirectory: directory });
  const response = await fetch(`http://127.0.0.1:${capture.http.port}/embed.js`);
  expect(await response.text()).toBe('widget');
  const headers = ['cache-control', 'content-type', 'cross-origin-resource-policy'];
  expect(headers.map((name) => response.headers.get(name))).toEqual([
    'public, max-age=3600',
    'text/javascript; charset=utf-8',
    'cross-origin',
  ]);
  await capture.close();
  rmSync(directory, { recursive: true });
});

test('without built pages there is none', async () => {
  const capture = await startCapture();
  expect((await fetch(`http://127.0.0.1:${capture.http.port}/embed.js`)).status).toBe(404);
  await capture.close();
});
