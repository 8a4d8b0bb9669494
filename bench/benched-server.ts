import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#engine/models/package-root.js';

export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A real server in a process of its own, on a scratch data directory. */
export interface BenchedServer {
  identify(document: Uint8Array, selfie: Uint8Array): Promise<{ status: number; same: boolean | null }>;
  /** The delay of the server's event loop while `work` runs. */
  watchLoop(work: () => Promise<unknown>): Promise<LoopDelay>;
  /** From the start of the process to ready. */
  readonly readyAfterMs: number;
  /** The most memory that the process ever had, in MiB; null where the system does not tell. */
  peakMiB(): number | null;
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
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'keys', 'create', '--json'], {
    env: environment,
  });
  const key = JSON.parse(stdout) as { applicationId: string; key: string }; // what `keys create --json` prints

  return {
    readyAfterMs,
    peakMiB: () => peakOf(child.pid!),
    async identify(document, selfie) {
      const form = new FormData();
      form.set('doc', new Blob([Uint8Array.from(document)]));
      form.set('selfie', new Blob([Uint8Array.from(selfie)]));
      const response = await fetch(`${url}/api/v1.0/doc/identify`, {
        method: 'POST',
        headers: { 'APP-ID': key.applicationId, 'APP-KEY': key.key },
        body: form,
      });
      const body = (await response.json()) as { result: { comparison?: { same: boolean } } }; // seed 000
      return { status: response.status, same: body.result.comparison?.same ?? null };
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

function peakOf(pid: number): number | null {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
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
