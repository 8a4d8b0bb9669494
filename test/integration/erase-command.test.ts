import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeInstallation, programs, startServer, type ServerProcess } from '../support/server-process.js';

// Erasing and exporting at the command line beside a running server on the same data.
const installation = makeInstallation();
const pictures = ['doc', 'selfie'];
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer(installation);
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  installation.remove();
});

function bonafide(...args: string[]): Promise<{ code: number; out: string; note: string }> {
  const options = { cwd: installation.directory, env: { ...installation.environment } };
  return new Promise((resolve) => {
    execFile(process.execPath, [programs.real[0], ...args], options, (error, out, note) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, note });
    });
  });
}

/** One call with an Idempotency-Key; gives the body's text. */
async function identify(idempotencyKey: string): Promise<string> {
  const body = new FormData();
  for (const name of pictures) body.append(name, new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)]), 'a.jpg');
  const { applicationId, key } = server.credentials!;
  const headers = { 'APP-ID': applicationId, 'APP-KEY': key, 'Idempotency-Key': idempotencyKey };
  const answer = await fetch(`${server.url}/api/v1.0/doc/identify`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  return answer.text();
}
const idOf = (body: string): string => (JSON.parse(body) as { transactionId: string }).transactionId;
const inInstallation = (name: string): string => path.join(installation.directory, name);

test('a check is exported, erased beside the server, and the receipt can be checked', async () => {
  const first = await identify('order-1');
  const id = idOf(first);
  expect(await identify('order-1')).toBe(first);

  const exported = await bonafide('export', '--check', id, '--out', 'out');
  expect(exported).toMatchObject({ code: 0, out: 'out: 2 records, 0 files\n' });
  expect(readdirSync(inInstallation('out'))).toEqual(['export.json']);
  expect(statSync(inInstallation('out/export.json')).mode & 0o777).toBe(0o600);
  const data = JSON.parse(readFileSync(inInstallation('out/export.json'), 'utf8')) as {
    verifications: { id: string }[];
    idempotentAnswers: { body: string }[];
  };
  expect(data.verifications.map((record) => record.id)).toEqual([id]);
  expect(data.idempotentAnswers.map(({ body }) => body)).toEqual([first]);

  const erased = await bonafide('erase', '--check', id);
  expect(erased).toMatchObject({ code: 0, note: '' });
  const receipt = JSON.parse(erased.out) as { counts: unknown; applicationId: string };
  expect(receipt).toMatchObject({
    applicationId: server.credentials!.applicationId,
    mode: 'live',
    counts: { verifications: 1, sessions: 0, templates: 0, 'webhook-deliveries': 0, 'idempotent-answers': 1, files: 0 },
  });
  expect((await bonafide('transactions', 'show', id)).out).toContain('"status": "erased"');
  // The server forgot its answer: the same key is executed anew.
  expect(idOf(await identify('order-1'))).not.toBe(id);

  writeFileSync(inInstallation('receipt.json'), erased.out);
  expect(await bonafide('erase', 'verify-receipt', 'receipt.json')).toMatchObject({
    code: 0,
    out: 'valid: signed by this key, and not altered since\n',
  });
  const key = await bonafide('erase', 'public-key');
  writeFileSync(inInstallation('key.pem'), key.out);
  writeFileSync(inInstallation('altered.json'), erased.out.replace('"verifications": 1', '"verifications": 2'));
  expect(await bonafide('erase', 'verify-receipt', 'altered.json', '--public-key', 'key.pem')).toMatchObject({
    code: 1,
    out: 'NOT VALID: it was altered after it was signed\n',
  });

  expect(await bonafide('erase', '--check', id)).toMatchObject({ code: 1, note: 'nothing was stored about it\n' });
  expect(await bonafide('doctor', 'audit')).toMatchObject({ code: 0 });
});

test('who calls it wrongly is told', async () => {
  expect(await bonafide('erase')).toMatchObject({ code: 64, note: 'give --user <id> or --check <id>\n' });
  expect(await bonafide('erase', '--user', 'a', '--check', 'b')).toMatchObject({ code: 64 });
  expect(await bonafide('erase', '--app', 'app_x', '--user', 'a')).toMatchObject({
    code: 64,
    note: 'there is no application app_x\n',
  });
  expect(await bonafide('export', '--user', 'nobody', '--out', 'empty')).toMatchObject({ code: 1 });
  mkdirSync(inInstallation('full'));
  writeFileSync(inInstallation('full/a'), '');
  expect(await bonafide('export', '--user', 'a', '--out', 'full')).toMatchObject({
    code: 64,
    note: 'full is not empty\n',
  });
  expect(await bonafide('erase', 'verify-receipt', 'full/a')).toMatchObject({
    code: 1,
    out: 'NOT VALID: this is no receipt of an erasure\n',
  });
  writeFileSync(inInstallation('receipt-2.json'), '{}');
  expect(await bonafide('erase', 'verify-receipt', 'receipt-2.json', '--public-key', 'full/a')).toMatchObject({
    code: 64,
    note: 'full/a holds no public key in PEM\n',
  });
});
