import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import {
  makeInstallation,
  programs,
  samplesOf,
  startServer,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';
import { missing, testData } from '../support/test-data.js';
import { installOptionalModels } from '../../scripts/optional-models.mjs';
import { setUpSettings } from '../../scripts/set-up-settings.mjs';

// The command that installs the two nets for liveness, its step of set-up, and the server's start with and without them.
const files = ['2.7_80x80_MiniFASNetV2.pth', '4_0_0_80x80_MiniFASNetV1SE.pth'] as const;
const originals = testData('models/minifasnet');
const absent = missing('models/minifasnet');

let installation: Installation;
let modelsDirectory: string;
const receivers: LoopbackReceiver[] = [];

beforeEach(() => {
  installation = makeInstallation();
  modelsDirectory = path.join(installation.directory, 'models');
});
afterEach(async () => {
  installation.remove();
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const settings = () => ({ BONAFIDE_MODELS_DIR: modelsDirectory, BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' });
const install = (...args: string[]) => bonafide(installation, ['models', 'install', 'minifasnet', ...args], settings());
const installed = (): string[] => {
  const folder = path.join(modelsDirectory, 'minifasnet');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** A mirror of the authors' folder, or of what `answer` makes of it. */
async function startMirror(answer: (file: string) => Uint8Array | null): Promise<string> {
  const mirror = await startReceiver({
    answer: (request, response) => {
      const body = answer(path.basename(request.path));
      if (body === null) response.writeHead(404).end('no such file');
      else response.writeHead(200).end(body);
    },
  });
  receivers.push(mirror);
  return `http://127.0.0.1:${mirror.port}/anti_spoof_models`;
}
const original = (file: string): Uint8Array => readFileSync(path.join(originals, file));

test.skipIf(absent)('from a folder', async () => {
  expect(await install('--from', originals)).toEqual({
    code: 0,
    out: '',
    note: `models: minifasnet is installed in ${path.join(modelsDirectory, 'minifasnet')}\n`,
  });
  expect(installed()).toEqual([...files]);
});

test.skipIf(absent)('from a mirror, in one request a file', async () => {
  const { code } = await install('--mirror', await startMirror(original));
  expect([code, installed()]).toEqual([0, [...files]]);
  expect(receivers[0]!.requests.map((request) => request.path)).toEqual(
    files.map((file) => `/anti_spoof_models/${file}`),
  );
});

test('a folder that lacks a file installs nothing', async () => {
  const { code, note } = await install('--from', installation.directory);
  expect([code, note]).toEqual([78, `${path.join(installation.directory, files[0])} cannot be read: ENOENT\n`]);
  expect(installed()).toEqual([]);
});

test.skipIf(absent)('one wrong file installs nothing', async () => {
  const mirror = await startMirror((file) => (file === files[1] ? Buffer.from('other weights') : original(file)));
  const { code, note } = await install('--mirror', mirror);
  expect([code, note]).toEqual([
    78,
    [
      ...files.map((file) => `models: downloading ${file} from ${mirror}/${file}\n`),
      `${mirror}/${files[1]} is not the file that the card of minifasnet-v1se pins (its SHA-256 differs)\n`,
    ].join(''),
  ]);
  expect(installed()).toEqual([]);
});

test.each([
  ['a file that is not there', () => null, 'it answers 404'],
  ['a body without an end', () => new Uint8Array(8_000_000), 'response-too-large'],
])('%s installs nothing', async (_, answer, why) => {
  const mirror = await startMirror(answer);
  const { code, note } = await install('--mirror', mirror);
  const place = `${mirror}/${files[0]}`;
  expect([code, note]).toEqual([
    78,
    `models: downloading ${files[0]} from ${place}\n${place} cannot be downloaded: ${why}\n`,
  ]);
  expect(installed()).toEqual([]);
});

test('an address that nobody vouched for is not called', async () => {
  const { code, note } = await install('--mirror', 'http://10.0.0.1/models');
  expect([code, note]).toEqual([78, expect.stringContaining('is not called')]);
});

test.skipIf(absent)('models list: what is not installed, what is, and what was altered', async () => {
  const listed = async (): Promise<Record<string, string>> => {
    const { code, out } = await bonafide(installation, ['models', 'list', '--json'], settings());
    expect(code).toBe(0);
    const models = JSON.parse(out) as { id: string; status: string }[];
    return Object.fromEntries(models.map(({ id, status }) => [id, status]));
  };
  const optional = (status: string) => ({
    'minifasnet-v2': status,
    'minifasnet-v1se': status,
    deepfake: 'not-installed',
  });
  expect(await listed()).toMatchObject({ 'face-recognition': 'part-of-a-package', ...optional('not-installed') });
  cpSync(originals, path.join(modelsDirectory, 'minifasnet'), { recursive: true });
  expect(await listed()).toMatchObject(optional('installed'));
  const altered = path.join(modelsDirectory, 'minifasnet', files[1]);
  rmSync(altered);
  writeFileSync(altered, 'weights of somebody else');
  expect(await listed()).toMatchObject(optional('unusable'));
  const { out } = await bonafide(installation, ['models', 'list'], settings());
  expect(out).toContain(`altered or incomplete, not used: model minifasnet-v1se: ${altered} is not the file`);
  expect(out).toContain('not installed, part of no package: bonafide models install deepfake --from <folder>');
});

interface SetUp {
  readonly said: string[];
  readonly run: (more?: Record<string, string>, mirror?: string) => void;
}

/** The step of set-up, with a command line that downloads from a mirror. */
function setUpStep(): SetUp {
  const said: string[] = [];
  return {
    said,
    run: (more = {}, mirror = 'http://127.0.0.1:9/') => {
      const wrapper = path.join(installation.directory, 'bonafide.mjs');
      const args = JSON.stringify(['--mirror', mirror]);
      writeFileSync(wrapper, `process.argv.push(...${args});\nawait import(${JSON.stringify(programs.real[0])});\n`);
      installOptionalModels({
        modelsDirectory,
        cards: 'digest of the cards',
        commandLine: [wrapper],
        environment: { ...installation.environment, ...settings(), ...more },
        say: (line: string) => said.push(line),
      });
    },
  };
}
const repeat = 'npx bonafide models install minifasnet';

test.skipIf(absent)('set-up says that it downloads, once', async () => {
  // spawnSync blocks this thread, so the mirror runs in another process.
  const { spawn } = await import('node:child_process');
  const server = `require('node:http').createServer((q, s) => s.end(require('node:fs').readFileSync(require('node:path').join(${JSON.stringify(originals)}, require('node:path').basename(q.url))))).listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;
  const child = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const port = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
    );
    const step = setUpStep();
    step.run({}, `http://127.0.0.1:${port}/`);
    expect(step.said).toEqual([
      expect.stringMatching(/^set-up: downloading the 2 liveness models .*raw\.githubusercontent\.com/),
    ]);
    expect(installed()).toEqual([...files]);
    step.run();
    expect(step.said).toHaveLength(1);
  } finally {
    child.kill();
  }
});

test('without a network set-up goes on, names the command, and does not try again by itself', () => {
  const step = setUpStep();
  step.run();
  expect(step.said.slice(1)).toEqual([expect.stringContaining(repeat)]);
  step.run();
  expect([step.said.length, installed()]).toEqual([2, []]);
});

test('BONAFIDE_OFFLINE=1: nothing is downloaded, now; later it may be', () => {
  const step = setUpStep();
  step.run({ BONAFIDE_OFFLINE: '1' });
  expect(step.said).toEqual([expect.stringMatching(new RegExp(`^set-up: BONAFIDE_OFFLINE=1: .*${repeat}$`))]);
  step.run();
  expect(step.said).toHaveLength(3);
});

test('set-up takes the folder and the switch from the environment, and from .env behind it', () => {
  const at = (environment: Record<string, string>, dotEnv: string | null) =>
    setUpSettings({ environment, dotEnv, workingDirectory: '/srv', root: '/opt/bonafide' });
  const own = { BONAFIDE_MODELS_DIR: '/opt/bonafide/.models', BONAFIDE_OFFLINE: undefined };
  expect(at({}, null)).toEqual(own);
  expect(at({}, 'PORT=1\n')).toEqual(own);
  const dotEnv = 'BONAFIDE_MODELS_DIR=nets\nBONAFIDE_OFFLINE=1\n';
  expect(at({}, dotEnv)).toEqual({ BONAFIDE_MODELS_DIR: '/srv/nets', BONAFIDE_OFFLINE: '1' });
  expect(at({ BONAFIDE_MODELS_DIR: '/models', BONAFIDE_OFFLINE: '' }, dotEnv)).toEqual({
    BONAFIDE_MODELS_DIR: '/models',
    BONAFIDE_OFFLINE: '',
  });
});

interface Said {
  readonly liveness: unknown;
  /** Status of a new session that asks for liveness; 400: not available. */
  readonly session: number;
}

/** What a running server says of the liveness of a selfie, and to a session that asks for it. */
async function askAbout({ url, credentials }: ServerProcess): Promise<Said> {
  const { applicationId, key } = credentials!;
  const form = new FormData();
  form.set('photo', new Blob([Uint8Array.from(samplesOf(installation).selfie)]), 'selfie.jpg');
  const headers = { 'APP-ID': applicationId, 'APP-KEY': key };
  const answer = await fetch(`${url}/api/v1.0/liveness`, { method: 'POST', headers, body: form });
  const { result } = (await answer.json()) as { result: { liveness: unknown } };
  const session = await fetch(`${url}/api/v2/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: ['liveness'] }),
  });
  return { liveness: result.liveness, session: session.status };
}

const serving = () => startServer(installation, { program: programs.real, environment: settings() });

test.skipIf(absent)('an altered or removed file is named at the start, which goes on without it', async () => {
  cpSync(originals, path.join(modelsDirectory, 'minifasnet'), { recursive: true });
  const [first, second] = files.map((file) => path.join(modelsDirectory, 'minifasnet', file));
  rmSync(first!);
  writeFileSync(first!, 'weights of somebody else');
  const altered = await serving();
  expect(await askAbout(altered)).toEqual({
    liveness: { score: null, fine: false, status: 'not-assessed', reason: 'model-unusable' },
    session: 400,
  });
  altered.child.kill('SIGTERM');
  await altered.ended;
  expect(altered.output()).toContain(
    `warning: model minifasnet-v2: ${first!} is not the file that the model card pins`,
  );
  expect(altered.output()).toContain('bonafide models install minifasnet');

  cpSync(path.join(originals, files[0]), first!);
  rmSync(second!);
  const removed = await serving();
  removed.child.kill('SIGTERM');
  await removed.ended;
  expect(removed.output()).toContain(`warning: model minifasnet-v1se: ${second!} is missing`);
});

test.skipIf(absent)('with its models a server assesses a selfie, and sessions may ask for it', async () => {
  cpSync(originals, path.join(modelsDirectory, 'minifasnet'), { recursive: true });
  const server = await serving();
  const { liveness, session } = await askAbout(server);
  server.child.kill('SIGTERM');
  await server.ended;
  expect(session).toBe(201);
  expect(liveness).toMatchObject({ status: 'assessed', fine: true });
});
