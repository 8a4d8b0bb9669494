import { spawn } from 'node:child_process';

export interface BoundedRun {
  readonly file: string;
  readonly parameters: readonly string[];
  /** Its working folder. */
  readonly folder: string;
  /** What it reads from its standard input; null: nothing. */
  readonly input: Uint8Array | null;
  readonly deadlineMs: number;
  /** It is ended when it writes more to its standard output. */
  readonly outputBytes: number;
  /** It is ended when this aborts. */
  readonly signal: AbortSignal;
}

export interface BoundedOutput {
  /** What it wrote, also where it was ended: then it may be cut anywhere. */
  readonly output: Uint8Array;
  /** `failed`: it could not be started, or told of a fault by its exit code or by dying. */
  readonly ended: 'done' | 'failed' | 'deadline' | 'output-limit' | 'aborted';
}

/**
 * Runs a program without a shell, without our environment (the master key may be in it), and ends it
 * for good at a limit. When this resolves, the process is gone.
 */
export function runBounded(run: BoundedRun): Promise<BoundedOutput> {
  const { file, parameters, folder, input, deadlineMs, outputBytes, signal } = run;
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let ended: BoundedOutput['ended'] | undefined;
    const child = spawn(file, parameters, {
      cwd: folder,
      env: {},
      shell: false,
      windowsHide: true,
      stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    });
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    const end = (reason: BoundedOutput['ended']): void => {
      ended ??= reason;
      child.kill('SIGKILL');
    };
    const onAbort = (): void => end('aborted');
    const timer = setTimeout(() => end('deadline'), deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    child.stdout?.on('data', (chunk: Uint8Array) => {
      if (size + chunk.length > outputBytes) {
        end('output-limit');
        return;
      }
      size += chunk.length;
      chunks.push(chunk);
    });
    const finish = (fallback: BoundedOutput['ended']): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve({ output: Buffer.concat(chunks), ended: ended ?? fallback });
    };
    child.on('error', () => finish('failed'));
    child.on('close', (code) => finish(code === 0 ? 'done' : 'failed'));
  });
}
