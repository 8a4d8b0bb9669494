import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeSettings } from '../support/command-line.js';
import { get, goodPictures, verifyOnce, type Told } from '../support/fault-calls.js';
import { inLongForm, noteFigure } from '../support/fault-figures.js';
import { startS3 } from '../support/s3-server.js';
import {
  makeInstallation,
  startServer,
  type Credentials,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';
import { openTcpGate } from '../support/tcp-gate.js';

/** Of an application whose enrolments are files in the store. */
const keepsPictures = { limits: { perSecond: 1000, burst: 1000 }, retention: { keepEnrolmentImages: true } };

let installation: Installation;
let server: ServerProcess | null = null;
beforeEach(() => {
  installation = makeInstallation();
});
afterEach(async () => {
  server?.child.kill('SIGKILL');
  await server?.ended;
  installation.remove();
});

async function enrolOnce({ url }: ServerProcess, { key }: Credentials): Promise<Told> {
  const body = new FormData();
  body.append('photo', new Blob([goodPictures.selfie]), 'a.jpg');
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/v2/templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body,
  });
  return {
    status: response.status,
    afterMs: performance.now() - startedAt,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** While the store is harmed: calls that write to it are told, others are not touched; then all is as before. */
async function harmed(name: string, running: ServerProcess, credentials: Credentials, mend: () => Promise<void>) {
  const told = await enrolOnce(running, credentials);
  const beside = await verifyOnce(running, credentials);
  const live = await get(running, '/livez');
  await mend();
  const after = await enrolOnce(running, credentials);
  noteFigure({
    fault: `file store ${name}`,
    goal: '503 with Retry-After in 30 s, the rest goes on',
    measured: `${told.status} after ${(told.afterMs / 1000).toFixed(1)} s; a call without files ${beside.status}, /livez ${live.status}; with the store back ${after.status}`,
  });
  expect([told.status, told.retryAfter, beside.status, live.status, after.status]).toEqual([503, '5', 200, 200, 201]);
  expect(told.afterMs).toBeLessThan(60_000);
}

test('an S3 store that refuses, hangs or answers 500', async () => {
  const s3 = await startS3();
  const gate = await openTcpGate(s3.options.endpoint!);
  // Stands in for the store where it is to fail by itself.
  let failing = false;
  const front = createServer((request, response) => {
    if (failing) {
      request.resume();
      response.writeHead(500).end();
      return;
    }
    const target = new URL(gate.url);
    const { method, url, headers } = request;
    const forwarded = ask({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => front.once('listening', resolve));
  server = await startServer(installation, {
    environment: {
      BONAFIDE_S3_ENDPOINT: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      BONAFIDE_S3_BUCKET: s3.options.bucket,
      BONAFIDE_S3_PATH_STYLE: 'true',
      BONAFIDE_S3_ACCESS_KEY_ID: 'S3RVER',
      BONAFIDE_S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
  });
  const credentials = server.credentials!;
  await changeSettings(installation, credentials.applicationId, keepsPictures);
  expect((await enrolOnce(server, credentials)).status).toBe(201);

  await gate.shut();
  await harmed('refusing connections', server, credentials, () => gate.reopen());
  failing = true;
  await harmed('answering 500', server, credentials, async () => void (failing = false));
  gate.slow(300);
  const slow = await enrolOnce(server, credentials);
  noteFigure({
    fault: 'file store slow (300 ms a piece)',
    goal: 'works',
    measured: `${slow.status} after ${(slow.afterMs / 1000).toFixed(1)} s`,
  });
  expect(slow.status).toBe(201);
  await gate.reopen();
  if (inLongForm(0, 1) === 1) {
    gate.hang();
    await harmed('silent', server, credentials, () => gate.reopen());
  }
  front.closeAllConnections();
  front.close();
  await gate.shut();
  await s3.close();
});

test('a folder of files that is gone', async () => {
  server = await startServer(installation);
  const credentials = server.credentials!;
  await changeSettings(installation, credentials.applicationId, keepsPictures);
  expect((await enrolOnce(server, credentials)).status).toBe(201);
  const blobs = path.join(installation.environment['BONAFIDE_DATA_DIR']!, 'blobs');
  renameSync(blobs, `${blobs}.away`);
  // What stands in its place is no folder: as a volume that is not mounted, and cannot be written to even by root.
  writeFileSync(blobs, '');
  await harmed('(folder) gone', server, credentials, async () => {
    renameSync(blobs, `${blobs}.nothing`);
    renameSync(`${blobs}.away`, blobs);
  });
});
