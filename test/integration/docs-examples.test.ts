import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { bonafide, changeSettings, hardlyLimited } from '../support/command-line.js';
import { plainVideo } from '../support/plain-video.js';
import { startReceiver } from '../support/loopback-receiver.js';
import { makeInstallation, programs, startServer, stopServer, type ServerProcess } from '../support/server-process.js';
import { inShortForm } from '../support/test-form.js';

// The curl examples of the documents, pasted into a shell beside a real server with its sample pictures, and their
// programs in TypeScript.

const read = (page: string): string => readFileSync(path.join(packageRoot, page), 'utf8');
const markdownUnder = (folder: string, recursive: boolean): string[] =>
  readdirSync(path.join(packageRoot, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
const documents = [
  ...markdownUnder('.', false),
  ...markdownUnder('docs', true),
  ...readdirSync(path.join(packageRoot, 'packages')).flatMap((name) => markdownUnder(`packages/${name}`, false)),
];
const programPages = [...markdownUnder('docs/api', false), 'docs/sandbox.md'];
const pages = ['README.md', 'docs/operators-guide.md', ...programPages];

const shellBlock = /^```sh\n(.*?)^```$/gms;
const callsCurl = (text: string): boolean => /\bcurl\s+[-"'$]|\bcurl\s+https?:/.test(text);

/** Blocks that call the server. */
const examplesOf = (page: string): string[] =>
  [...read(page).matchAll(shellBlock)].map(([, block]) => block!).filter(callsCurl);

test('every curl of every document is one of the examples below', () => {
  expect(pages.filter((page) => examplesOf(page).length === 0)).toEqual([]);
  const elsewhere = documents.filter((page) =>
    callsCurl(pages.includes(page) ? read(page).replaceAll(shellBlock, '') : read(page)),
  );
  expect(elsewhere).toEqual([]);
});

/** Examples that show a refusal: what stands in them. */
const refusals = [
  'sandbox-document-not-found',
  '/verify" -H "APP-ID: $APP_ID" -H "APP-KEY: $APP_KEY" \\\n  -F first_photo=@data/samples/selfie-owner.jpg\n',
];

/** The TypeScript of a page as programs: a block that imports begins one, those that do not go on with it. */
function programsOf(page: string): string[] {
  const made: string[] = [];
  for (const [, block] of read(page).matchAll(/^```ts\n(.*?)^```$/gms)) {
    if (/^import /m.test(block!) || made.length === 0) made.push(block!);
    else made.push(`${made.pop()!}{\n${block!}}\n`);
  }
  return made;
}

/** Notes how each curl ended; 22 is a status of 400 and more. */
const prelude = `
set -u
curl() { command curl -sS --fail-with-body --max-time 60 "$@"; local ended=$?; echo "$ended" >> "$ENDED"; return "$ended"; }
`;

const installation = makeInstallation();
let server: ServerProcess;
let environment: Record<string, string>;

beforeAll(async () => {
  server = await startServer(installation, {
    program: programs.real,
    environment: { BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' },
  });
  const { applicationId } = server.credentials!;
  await changeSettings(installation, applicationId, hardlyLimited);
  const keyOf = async (mode: string): Promise<string> => {
    const scopes = ['--scope', 'verify', 'read', 'search', 'admin'];
    const made = await bonafide(installation, ['keys', 'create', '--mode', mode, '--json', ...scopes]);
    return (JSON.parse(made.out) as { key: string }).key;
  };
  writeFileSync(path.join(installation.directory, 'selfie.mp4'), plainVideo);
  await bonafide(installation, ['samples', '--sandbox', 'sandbox']);
  symlinkSync(path.join(packageRoot, 'node_modules'), path.join(installation.directory, 'node_modules'));
  environment = {
    ...installation.environment,
    URL: server.url,
    APP_ID: applicationId,
    APP_KEY: await keyOf('live'),
    TEST_KEY: await keyOf('test'),
    ENDED: path.join(installation.directory, 'ended'),
  };
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

function paste(block: string): Promise<{ ended: string[]; output: string }> {
  writeFileSync(environment['ENDED']!, '');
  return new Promise((resolve) => {
    const options = { cwd: installation.directory, env: environment, timeout: 120_000 };
    const here = block.replaceAll('http://localhost:8080', server.url); // the address of pages that set no variables
    execFile('bash', ['-c', prelude + here], options, (_error, out, note) => {
      const ended = readFileSync(environment['ENDED']!, 'utf8').split('\n').filter(Boolean);
      resolve({ ended, output: out + note });
    });
  });
}

/** Writes a program of a page beside the files that the pages speak of; gives its path. */
async function writeProgram(source: string): Promise<string> {
  const { code: javaScript } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  const file = path.join(installation.directory, 'example.mjs');
  writeFileSync(file, javaScript);
  return file;
}

/** Runs a program with the variables that the pages speak of; gives its exit code and what it said. */
async function runProgram(source: string): Promise<{ code: number; note: string }> {
  const file = await writeProgram(source);
  return new Promise((resolve) => {
    const options = { cwd: installation.directory, env: environment, timeout: 120_000 };
    execFile(process.execPath, [file], options, (error, _out, note) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, note });
    });
  });
}

/** A port of this machine on which nothing listens. */
async function freePort(): Promise<number> {
  const receiver = await startReceiver();
  await receiver.close();
  return receiver.port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on ${port}`);
}

const typeScriptPages = programPages.filter((page) => programsOf(page).length > 0);

describe.each(inShortForm(1, typeScriptPages))('TypeScript of %s', (page) => {
  test.each(programsOf(page).map((source, index) => [index + 1, source] as const))('program %i', async (_, source) => {
    expect(await runProgram(source)).toEqual({ code: 0, note: '' });
  });
});

describe.each(inShortForm(2, pages))('%s', (page) => {
  test.each(examplesOf(page).map((block, index) => [index + 1, block] as const))('example %i', async (_, block) => {
    const { ended, output } = await paste(block);
    const expected = refusals.some((refusal) => block.includes(refusal)) ? '22' : '0';
    expect({ ended: new Set(ended), output }).toEqual({ ended: new Set([expected]), output });
  });
});

test.each([
  ['selfie-owner.jpg', true],
  ['selfie-impostor.jpg', false],
])('what the first page says of its curl with %s', async (selfie, same) => {
  const { output } = await paste(examplesOf('README.md')[0]!.replace('selfie-owner.jpg', selfie));
  expect(JSON.parse(output)).toMatchObject({ result: { comparison: { same } } });
});

describe('docs/webhooks.md', () => {
  /** Runs the page's receiver as a process of its own until `work` is done. */
  async function whileReceiving(port: number, secret: string, work: () => Promise<void>): Promise<void> {
    const [source, ...others] = programsOf('docs/webhooks.md');
    expect([source?.includes('.listen(3000)'), others]).toEqual([true, []]);
    const file = await writeProgram(source!.replace('.listen(3000)', `.listen(${port}, '127.0.0.1')`));
    const receiver = spawn(process.execPath, [file], {
      env: { ...environment, WEBHOOK_SECRET: secret },
      stdio: 'inherit',
    });
    const ended = new Promise((resolve) => receiver.once('close', resolve));
    try {
      await listening(port);
      await work();
    } finally {
      receiver.kill();
      await ended;
    }
  }

  const api = async (method: string, call: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${server.url}/api/v2${call}`, {
      method,
      headers: {
        authorization: `Bearer ${environment['APP_KEY']}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>; // an object in every answer of these calls
  };

  test('the receiver takes what the server signs, and nothing that others do', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const endpoint = await api('POST', '/webhook-endpoints', { url, eventTypes: ['review.decided'] });
    await whileReceiving(port, endpoint['secret'] as string, async () => {
      expect(await api('POST', `/webhook-endpoints/${endpoint['id'] as string}/test`)).toMatchObject({
        state: 'delivered',
        attemptCount: 1,
      });
      expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(400);
    });
  });

  test('the signature that the page gives to test a receiver is that of its secret, id, time and body', () => {
    const page = read('docs/webhooks.md');
    const text = /the secret `([^`]+)`, the id `([^`]+)`, the\s+timestamp `(\d+)` and the body `([^`]+)`[^`]*`([^`]+)`/;
    const [, secret, id, timestamp, body, signature] = text.exec(page)!;
    expect(new Webhook(secret!).sign(id!, new Date(Number(timestamp) * 1000), body!)).toBe(signature);
  });
});
