import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#engine/models/package-root.js';

export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface BenchedCaller {
  readonly applicationId: string;
  readonly key: string;
}

export interface BenchedAnswer {
  readonly status: number;
  readonly same: boolean | null;
  readonly retryAfter: string | null;
}

/** A real server in a process of its own, on a scratch data directory. */
export interface BenchedServer {
  /** `caller`: one of `addCaller`; the first application unless told. */
  identify(document: Uint8Array, selfie: Uint8Array, caller?: BenchedCaller): Promise<BenchedAnswer>;
  /** Makes another application with limits that no bench reaches. */
  addCaller(name: string): Promise<BenchedCaller>;
  /** The delay of the server's event loop while `work` runs. */
  watchLoop(work: () => Promise<unknown>): Promise<LoopDelay>;
  /** From the start of the process to ready. */
  readonly readyAfterMs: number;
  /** The most memory that the process ever had, in MiB; null where the system does not tell. */
  peakMiB(): number | null;
  /** The memory that it has now. */
  residentMiB(): number | null;
  stop(): Promise<void>;
}

const cli = path.join(packageRoot, 'dist', 'cli', 'main.js');
const preload = path.join(packageRoot, 'dist', 'bench', 'loop-delay.js');

/** `workers`: as many worker threads, on as many cores where the system can hold a process to them. */
export async function startBenchedServer(
  scratch: string,
  { workers }: { readonly workers?: number } = {},
): Promise<BenchedServer> {
  const port = 18_000 + (process.pid % 1_000);
  const environment = {
    ...process.env,
    ...(workers !== undefined && { BONAFIDE_WORKERS: String(workers) }),
    PORT: String(port),
    BONAFIDE_DATA_DIR: path.join(scratch, 'data'),
    XDG_CONFIG_HOME: path.join(scratch, 'config'),
    LOG_LEVEL: 'silent',
  };
  const startedAt = performance.now();
  const [program, ...before] = [...(workers === undefined ? [] : heldTo(workers)), process.execPath];
  const child = spawn(program, [...before, '--import', preload, cli, 'serve'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url);
  const readyAfterMs = performance.now() - startedAt;
  const command = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [cli, ...args], { env: environment })).stdout;
  const first = JSON.parse(await command('keys', 'create', '--json')) as BenchedCaller; // what it prints

  return {
    readyAfterMs,
    peakMiB: () => memoryOf(child.pid!, 'VmHWM'),
    residentMiB: () => memoryOf(child.pid!, 'VmRSS'),
    async addCaller(name) {
      const made = JSON.parse(await command('keys', 'create', '--new-app', name, '--json')) as BenchedCaller; // as above
      const file = path.join(scratch, 'limits.json');
      await writeFile(file, JSON.stringify({ limits: { perSecond: 10_000, burst: 20_000 } }));
      await command('applications', 'settings', made.applicationId, '--set', file);
      return made;
    },
    async identify(document, selfie, { applicationId, key } = first) {
      const form = new FormData();
      form.set('doc', new Blob([Uint8Array.from(document)]));
      form.set('selfie', new Blob([Uint8Array.from(selfie)]));
      const response = await fetch(`${url}/api/v1.0/doc/identify`, {
        method: 'POST',
        headers: { 'APP-ID': applicationId, 'APP-KEY': key },
        body: form,
      });
      const body = (await response.json()) as { result: { comparison?: { same: boolean } } }; // seed 000
      return {
        status: response.status,
        same: body.result.comparison?.same ?? null,
        retryAfter: response.headers.get('retry-after'),
      };
    },
    async watchLoop(work) {
      child.send('watch');
      await work();
      const told = once(child, 'message');
      child.send('tell');
      const [delay] = (await told) as [LoopDelay]; // what loop-delay.ts sends
      return delay;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** `taskset` of Linux, where there is one. */
function heldTo(cores: number): string[] {
  const command = ['taskset', '-c', cores === 1 ? '0' : `0-${cores - 1}`];
  return spawnSync(command[0]!, [...command.slice(1), 'true']).status === 0 ? command : [];
}

/** In MiB; null where the system does not tell. */
function memoryOf(pid: number, line: 'VmHWM' | 'VmRSS'): number | null {
  try {
    const kibibytes = new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the benched server ended with code ${child.exitCode}`);
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the benched server was not ready within a minute');
}
