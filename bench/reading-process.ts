import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a process of the reading bench answers for one picture. */
export interface ReadingAnswer {
  readonly ms: number;
  /** The lines of the machine readable zone as read; empty when none was found. */
  readonly lines: readonly string[];
  /** Greatest resident set of the process so far, MiB. */
  readonly peakMiB: number;
}

/** A reader of documents in a process of its own, so that its memory is its own. */
export interface ReadingProcess {
  read(file: string): Promise<ReadingAnswer>;
  stop(): void;
}

/** Serves a reader to the parent process: answers each file with its lines, the time they took, and the peak memory. */
export function serveReader(read: (file: string) => Promise<readonly string[]>): void {
  process.on('message', (file: string) => {
    const startedAt = performance.now();
    void read(file)
      // A peer that throws at a picture has not read it.
      .catch(() => [])
      .then((lines) => {
        const peakMiB = process.resourceUsage().maxRSS / 1024;
        const answer: ReadingAnswer = { ms: performance.now() - startedAt, lines, peakMiB };
        process.send?.(answer);
      });
  });
}

/** Starts `module` (a file beside this one, which calls `serveReader`). Its own output is dropped: libraries chat. */
export function startReadingProcess(module: string, args: readonly string[]): ReadingProcess {
  const child: ChildProcess = fork(fileURLToPath(new URL(module, import.meta.url)), [...args], { silent: true });
  let last = '';
  child.stderr?.on('data', (text: Buffer) => (last = `${last}${text.toString()}`.slice(-600)));
  return {
    read: (file) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void => reject(new Error(`${module} ended with ${code}: ${last}`));
        child.once('exit', ended);
        child.once('message', (answer: ReadingAnswer) => {
          child.off('exit', ended);
          resolve(answer);
        });
        child.send(file);
      }),
    stop: () => void child.kill(),
  };
}
