import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bonafide, changeSettings } from '../support/command-line.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { pointsFor, recogniserOnnx, writeRecogniser } from '../support/recogniser-net.js';
import {
  makeInstallation,
  programs,
  samplesOf,
  startServer,
  startToFail,
  stopServer,
  type Credentials,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';

// A recogniser of the operator's own, on the command line and under a server. It was generated and knows no face.
const onnx = recogniserOnnx();
const sha256 = createHash('sha256').update(onnx).digest('hex');

let installation: Installation;
let modelsDirectory: string;
let own: string;
const receivers: LoopbackReceiver[] = [];
beforeEach(() => {
  installation = makeInstallation();
  modelsDirectory = path.join(installation.directory, 'models');
  own = path.join(installation.directory, 'own');
  writeRecogniser(own, onnx);
});
afterEach(async () => {
  installation.remove();
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const settings = () => ({ BONAFIDE_MODELS_DIR: modelsDirectory, BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' });
const models = (...args: string[]) => bonafide(installation, ['models', ...args], settings());
const installedNet = () => path.join(modelsDirectory, 'recognisers', 'fields', 'net.onnx');

async function digestOf(id: string): Promise<string> {
  const { out } = await models('list', '--json');
  const listed = JSON.parse(out) as { id: string; digest?: string }[];
  return listed.find((model) => model.id === id)?.digest ?? 'none';
}

/** Writes operating points for the installed recogniser and gives their file. */
async function pointsFile(): Promise<string> {
  const file = path.join(installation.directory, 'points.json');
  writeFileSync(file, JSON.stringify(pointsFor(await digestOf('fields'))));
  return file;
}

test('a net is downloaded from an address that the operator names, pinned by its digest', async () => {
  const mirror = await startReceiver({
    answer: (request, response) => void response.writeHead(200).end(request.path === '/net.onnx' ? onnx : 'other'),
  });
  receivers.push(mirror);
  const url = `http://127.0.0.1:${mirror.port}`;
  const from = path.join(own, 'recogniser.json');
  rmSync(path.join(own, 'net.onnx'));
  const install = (address: string, digest: string) =>
    models('install', 'recogniser', '--from', from, '--url', address, '--sha256', digest);

  expect(await install(`${url}/net.onnx`, '0'.repeat(64))).toMatchObject({ code: 78, note: expect.stringContaining('pins another file') as string }); // prettier-ignore
  expect(mirror.requests).toEqual([]);
  expect(await install(`${url}/else.onnx`, sha256)).toMatchObject({ code: 78, note: expect.stringContaining('its SHA-256 differs') as string }); // prettier-ignore
  expect(existsSync(modelsDirectory)).toBe(false);
  const { code, note } = await install(`${url}/net.onnx`, sha256);
  expect([code, note]).toEqual([0, expect.stringContaining(`models: downloading net.onnx from ${url}/net.onnx\n`)]);
  expect(readFileSync(installedNet()).equals(onnx)).toBe(true);
  expect(await models('install', 'recogniser', '--from', from, '--url', url)).toMatchObject({ code: 64 });
});

test('a file of the catalogue that is another one is not installed', async () => {
  const file = path.join(installation.directory, 'sface.onnx');
  writeFileSync(file, onnx);
  const { code, note } = await models('install', 'sface', '--from', file);
  expect([code, note]).toEqual([78, `${file} is not the file that the card of sface pins (its SHA-256 differs)\n`]);
});

test('it is chosen once it has operating points of its own; what list, verify and doctor say of it', async () => {
  await models('install', 'recogniser', '--from', own);
  const refused = await models('use', 'fields');
  expect([refused.code, refused.note]).toEqual([78, expect.stringContaining('it has no operating points')]);
  const used = await models('use', 'fields', '--operating-points', await pointsFile());
  expect([used.code, used.note]).toEqual([
    0,
    expect.stringContaining('fields 1 decides from 0.6 on, once the server is started again'),
  ]);
  expect((await models('list')).out).toMatch(/fields {2}1 {2}Apache-2\.0 {2}digest \w+…\n {2}installed\n {2}in use/);
  const verified = await models('verify');
  expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('fields: in order\n')]);
  const examined = await bonafide(installation, ['doctor'], settings());
  expect(examined.out).toContain('fields 1, checked against its descriptor; decides from 0.6 on');

  writeFileSync(installedNet(), recogniserOnnx({ seed: 2 }));
  const altered = await models('verify');
  expect(altered.code).toBe(78);
  expect(altered.out).toContain(`recogniser in use: model fields: ${installedNet()} is not the file`);
  expect((await bonafide(installation, ['doctor'], settings())).out).toContain(`${installedNet()} is not the file`);
});

interface Found {
  readonly result: { readonly templateId?: string } | null;
}

/** `add` or `identify` of OOTO's dialect with the sample selfie. */
async function call(server: ServerProcess, { applicationId, key }: Credentials, name: string, fields = {}) {
  const form = new FormData();
  form.set('photo', new Blob([Uint8Array.from(samplesOf(installation).selfie)]), 'selfie.jpg');
  for (const [field, value] of Object.entries(fields)) form.set(field, String(value));
  const headers = { 'APP-ID': applicationId, 'APP-KEY': key };
  const answer = await fetch(`${server.url}/api/v1.0/${name}`, { method: 'POST', headers, body: form });
  return { status: answer.status, body: (await answer.json()) as Found };
}

test('a server runs with it, sees enrolled people again, and does not start once it cannot be used', async () => {
  const serving = () => startServer(installation, { program: programs.real, environment: settings() });
  const first = await serving();
  const credentials = first.credentials!;
  await changeSettings(
    installation,
    credentials.applicationId,
    { retention: { keepEnrolmentImages: true } },
    settings(),
  );
  const added = await call(first, credentials, 'add');
  expect(added.status).toBe(200);
  expect(first.output()).toContain('"event":"recogniser","id":"face-recognition"');
  await stopServer(first);

  await models('install', 'recogniser', '--from', own);
  const points = await pointsFile();
  expect((await models('use', 'fields', '--operating-points', points)).code).toBe(0);
  const status = async () =>
    (JSON.parse((await bonafide(installation, ['templates', 'status', '--json'], settings())).out) as { outdated: unknown }).outdated; // prettier-ignore
  expect(await status()).toEqual({ withPicture: 1, withoutPicture: 0 });
  const second = await serving();
  expect(second.output()).toContain('"event":"recogniser","id":"fields"');
  while (!second.output().includes('"event":"re-enrolment-done"')) await new Promise((go) => setTimeout(go, 50));
  expect(second.output()).toContain('"event":"re-enrolment-done","renewed":1,"failed":0');
  expect(await status()).toEqual({ withPicture: 0, withoutPicture: 0 });
  const found = await call(second, credentials, 'identify');
  expect([found.status, JSON.stringify(found.body)]).toEqual([200, expect.stringContaining('"similarity":1')]);
  await stopServer(second);

  // A threshold that was measured with the recogniser that ships says nothing about this one.
  await models('use', 'default');
  const ownPoint = { policy: { operatingPoint: { threshold: 0.5, reviewFrom: 0.4 } } };
  await changeSettings(installation, credentials.applicationId, ownPoint, settings());
  await models('use', 'fields');
  const foreign = await startToFail(installation, { program: programs.real, environment: settings() });
  expect([foreign.code, foreign.output]).toEqual([
    78,
    expect.stringContaining(`policy.operatingPoint of ${credentials.applicationId} was not measured with`),
  ]);
  await changeSettings(installation, credentials.applicationId, { policy: { operatingPoint: null } }, settings());
  await expect(changeSettings(installation, credentials.applicationId, ownPoint, settings())).rejects.toThrow(
    'was not measured with the recogniser in use',
  );

  // Without its models directory nobody asked for the recogniser that ships.
  const lost = path.join(installation.directory, 'other-models');
  const elsewhere = { ...settings(), BONAFIDE_MODELS_DIR: lost };
  const unasked = await startToFail(installation, { program: programs.real, environment: elsewhere });
  expect([unasked.code, unasked.output]).toEqual([
    78,
    expect.stringContaining('the face recogniser that served last (fields) is not chosen any more'),
  ]);
  expect((await bonafide(installation, ['models', 'use', 'default'], elsewhere)).code).toBe(0);

  rmSync(installedNet());
  const failed = await startToFail(installation, { program: programs.real, environment: settings() });
  expect([failed.code, failed.output]).toEqual([78, expect.stringContaining(`${installedNet()} is missing`)]);
}, 120_000);
