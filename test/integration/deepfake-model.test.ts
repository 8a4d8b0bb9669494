import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import { deepfakeModel, deepfakeOnnx, writeDeepfakeModel } from '../support/deepfake-net.js';
import { formOf } from '../support/picture-form.js';
import {
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type Credentials,
  type ServerProcess,
} from '../support/server-process.js';

// A net that an operator installs, through the command line and the real server: used, then altered on its disk.
const installation = makeInstallation();
const modelsDirectory = path.join(installation.directory, 'models');
const own = path.join(installation.directory, 'own');
const environment = { BONAFIDE_MODELS_DIR: modelsDirectory, BONAFIDE_DEADLINE_MS: '120000' };
let credentials: Credentials;

beforeAll(() => {
  // Mean red over 255: any face has some.
  const onnx = deepfakeOnnx();
  writeDeepfakeModel(own, onnx, deepfakeModel(onnx, { threshold: 0.1 }));
});
afterAll(() => installation.remove());

async function withServer<T>(use: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await startServer(installation, { program: programs.real, environment });
  credentials = server.credentials ?? credentials;
  try {
    return await use(server);
  } finally {
    await stopServer(server);
  }
}

const headers = () => ({ 'APP-ID': credentials.applicationId, 'APP-KEY': credentials.key });

async function deepfakeOf({ url }: ServerProcess): Promise<unknown> {
  const body = formOf({ photo: sampleOf(installation, 'selfie-owner.jpg') });
  const response = await fetch(`${url}/api/v1.0/deepfake`, { method: 'POST', headers: headers(), body });
  const { result } = (await response.json()) as { result: { deepfake: unknown } };
  return result.deepfake;
}

async function sessionFor(scope: string, { url }: ServerProcess): Promise<[number, unknown]> {
  const response = await fetch(`${url}/api/v1.0/flow/sessions`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: [scope] }),
  });
  return [response.status, await response.json()];
}

test('installed, it is what the server assesses with; altered, it is named, not used, and its scope is refused', async () => {
  expect(await bonafide(installation, ['models', 'install', 'deepfake'], environment)).toMatchObject({ code: 64 });
  expect(await bonafide(installation, ['models', 'install', 'deepfake', '--from', own], environment)).toEqual({
    code: 0,
    out: '',
    note: `models: channel-means 1 is installed in ${path.join(modelsDirectory, 'deepfake')}\n`,
  });
  await withServer(async (server) => {
    expect(await deepfakeOf(server)).toEqual({
      status: 'assessed',
      score: expect.any(Number) as number,
      fine: true,
    });
    expect(await sessionFor('deepfake', server)).toMatchObject([200, { token: expect.any(String) as string }]);
  });

  const installed = path.join(modelsDirectory, 'deepfake', 'net.onnx');
  writeFileSync(installed, 'x', { flag: 'a' });
  await withServer(async (server) => {
    expect(server.output()).toContain('"event":"ready"');
    expect(await deepfakeOf(server)).toEqual({
      status: 'not-assessed',
      score: null,
      fine: false,
      reason: 'model-unusable',
    });
    expect(await sessionFor('deepfake', server)).toMatchObject([
      400,
      { result: { info: expect.stringContaining('deepfake') as string } },
    ]);
    expect(server.output()).toContain(`warning: model deepfake: ${installed} is not the file that the model card pins`);
    const doctor = await bonafide(installation, ['doctor', '--json'], environment);
    expect(doctor.out).toContain(`model deepfake: ${installed} is not the file`);
  });
}, 240_000);
