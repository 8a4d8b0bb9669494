import { spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepKeysIn, keepLog } from './run-log.js';

const repository = path.resolve(import.meta.dirname, '../..');

/** The command line with the real engine, or the real server with scripted workers. */
export const programs = {
  real: [path.join(repository, 'dist/cli/main.js'), 'serve'],
  scripted: [path.join(repository, 'test/support/serve-scripted.mjs')],
} as const;

export interface Credentials {
  readonly applicationId: string;
  readonly key: string;
}

/** A folder that stands for an installation: data, key and working directory. */
export interface Installation {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** Models of the tests' own, without what the owner of this clone may have installed. */
const modelsDirectory = path.join(tmpdir(), 'bonafide-test-models');

/** The samples that set-up drew, for the tests' models too: drawing them is most of a first start. */
let samplesAreThere = false;
function prepareSamples(): void {
  const drawn = path.join(repository, '.models', 'samples');
  if (samplesAreThere || !existsSync(drawn)) return;
  const prepared = path.join(modelsDirectory, 'samples');
  mkdirSync(prepared, { recursive: true });
  for (const name of readdirSync(drawn)) {
    const beside = path.join(prepared, `.${name}.${process.pid}`);
    copyFileSync(path.join(drawn, name), beside);
    renameSync(beside, path.join(prepared, name));
  }
  samplesAreThere = true;
}

export function makeInstallation(): Installation {
  prepareSamples();
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-installation-'));
  return {
    directory,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      PORT: '0',
      BONAFIDE_WORKERS: '1',
      BONAFIDE_MODELS_DIR: modelsDirectory,
      BONAFIDE_DATA_DIR: path.join(directory, 'data'),
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A sample picture, as the first start rendered it. */
export const sampleOf = ({ environment }: Installation, name: string): Buffer =>
  readFileSync(path.join(environment['BONAFIDE_DATA_DIR']!, 'samples', name));

/** The specimen and its owner. */
export const samplesOf = (installation: Installation) => ({
  doc: sampleOf(installation, 'passport-photo.jpg'),
  selfie: sampleOf(installation, 'selfie-owner.jpg'),
});

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Those of the first start; null on a later one. */
  readonly credentials: Credentials | null;
  readonly readyAfterMs: number;
  readonly output: () => string;
  /** Exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

export interface RunOptions {
  readonly program?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

function spawnServer(installation: Installation, options: RunOptions): Started {
  const args = [...(options.program ?? programs.scripted), ...(options.args ?? [])];
  const child = spawn(process.execPath, args, {
    cwd: installation.directory,
    env: { ...installation.environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // Standard error is the log; a line may arrive in parts.
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    log += chunk.toString();
  });
  child.once('close', () => keepLog(log));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

/** Starts a server, sends a signal as soon as it listens, and gives the exit code and what it said. */
export async function signalWhileStarting(installation: Installation, options: RunOptions, signal: NodeJS.Signals) {
  const started = spawnServer(installation, options);
  while (!started.output().includes('"listening"')) await new Promise((resolve) => setTimeout(resolve, 5));
  started.child.kill(signal);
  const code = await started.ended;
  return { code, output: started.output() };
}

/** Starts a server and waits until it is ready. Throws with its output when it ends instead. */
export async function startServer(installation: Installation, options: RunOptions = {}): Promise<ServerProcess> {
  const startedAt = performance.now();
  const started = spawnServer(installation, options);
  let over = false;
  void started.ended.then(() => (over = true));
  while (!started.output().includes('"event":"ready"')) {
    if (over) throw new Error(`the server ended: ${started.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const readyAfterMs = performance.now() - startedAt;
  while (!started.output().includes('is ready on')) await new Promise((resolve) => setTimeout(resolve, 5));
  const text = started.output();
  const port = /"event":"ready","port":(\d+)/.exec(text)?.[1];
  const scheme = /is ready on (https?):/.exec(text)?.[1];
  const applicationId = /APP-ID +(app_\w+)/.exec(text)?.[1];
  const key = /APP-KEY +(sk_\w+)/.exec(text)?.[1];
  keepKeysIn(text);
  return {
    ...started,
    url: `${scheme}://127.0.0.1:${port}`,
    readyAfterMs,
    credentials: applicationId === undefined || key === undefined ? null : { applicationId, key },
  };
}

/** Starts a server that is expected to refuse; gives its exit code and everything that it said. */
export async function startToFail(installation: Installation, options: RunOptions = {}) {
  const started = spawnServer(installation, options);
  const code = await started.ended;
  return { code, output: started.output() };
}

/** Ends a server politely and waits. */
export async function stopServer({ child, ended }: ServerProcess): Promise<number | null> {
  child.kill('SIGINT');
  return ended;
}

/** Calls `doc/identify`. */
export function identify(
  { url }: Pick<ServerProcess, 'url'>,
  { applicationId, key }: Credentials,
  pictures: { readonly doc: Uint8Array; readonly selfie: Uint8Array },
): Promise<Response> {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(pictures)) body.append(name, new Blob([Uint8Array.from(bytes)]), 'a.jpg');
  return fetch(`${url}/api/v1.0/doc/identify`, {
    method: 'POST',
    headers: { 'APP-ID': applicationId, 'APP-KEY': key },
    body,
  });
}
