import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { bonafide, changeSettings, hardlyLimited } from '../support/command-line.js';
import { plainVideo } from '../support/plain-video.js';
import { makeInstallation, programs, startServer, stopServer, type ServerProcess } from '../support/server-process.js';

// The curl examples of the documents, pasted into a shell beside a real server with its sample pictures.

const pages = [
  ...readdirSync(path.join(packageRoot, 'docs/api')).map((name) => `docs/api/${name}`),
  'docs/sandbox.md',
].filter((name) => name.endsWith('.md'));

/** Blocks that call the server; those that only set the variables for the reader are left out. */
const examplesOf = (page: string): string[] =>
  [...readFileSync(path.join(packageRoot, page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block]) => block!)
    .filter((block) => /\bcurl\b/.test(block) && !block.startsWith('export '));

/** Examples that show a refusal: what stands in them. */
const refusals = [
  'sandbox-document-not-found',
  '/verify" -H "APP-ID: $APP_ID" -H "APP-KEY: $APP_KEY" \\\n  -F first_photo=@data/samples/selfie-owner.jpg\n',
];

/** The TypeScript of a page as programs: a block that imports begins one, those that do not go on with it. */
function programsOf(page: string): string[] {
  const made: string[] = [];
  for (const [, block] of readFileSync(path.join(packageRoot, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)) {
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
  server = await startServer(installation, { program: programs.real });
  const { applicationId } = server.credentials!;
  await changeSettings(installation, applicationId, hardlyLimited);
  const keyOf = async (mode: string): Promise<string> => {
    const scopes = ['--scope', 'verify', 'read', 'search', 'admin'];
    const made = await bonafide(installation, ['keys', 'create', '--mode', mode, '--json', ...scopes]);
    return (JSON.parse(made.out) as { key: string }).key;
  };
  writeFileSync(path.join(installation.directory, 'selfie.mp4'), plainVideo);
  await bonafide(installation, ['samples', '--sandbox', 'sandbox']);
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
    execFile('bash', ['-c', prelude + block], options, (_error, out, note) => {
      const ended = readFileSync(environment['ENDED']!, 'utf8').split('\n').filter(Boolean);
      resolve({ ended, output: out + note });
    });
  });
}

/** Runs a program with the variables and files that the pages speak of; gives its exit code and what it said. */
async function runProgram(source: string): Promise<{ code: number; note: string }> {
  const { code: javaScript } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  const file = path.join(installation.directory, 'example.mjs');
  writeFileSync(file, javaScript);
  return new Promise((resolve) => {
    const options = { cwd: installation.directory, env: environment, timeout: 120_000 };
    execFile(process.execPath, [file], options, (error, _out, note) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, note });
    });
  });
}

const typeScriptPages = pages.filter((page) => programsOf(page).length > 0);

describe.each(typeScriptPages)('TypeScript of %s', (page) => {
  test.each(programsOf(page).map((source, index) => [index + 1, source] as const))('program %i', async (_, source) => {
    expect(await runProgram(source)).toEqual({ code: 0, note: '' });
  });
});

describe.each(pages)('%s', (page) => {
  test.each(examplesOf(page).map((block, index) => [index + 1, block] as const))('example %i', async (_, block) => {
    const { ended, output } = await paste(block);
    const expected = refusals.some((refusal) => block.includes(refusal)) ? '22' : '0';
    expect({ ended: new Set(ended), output }).toEqual({ ended: new Set([expected]), output });
  });
});
