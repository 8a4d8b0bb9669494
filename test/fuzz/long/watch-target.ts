import { fork } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { FuzzTarget } from '../fuzz-target.js';
import { emptyTally, type Tally } from './attempt.js';
import type { Assignment, Beat, Finding } from './messages.js';

/** Loading the code, making the seeds and collecting garbage on a busy machine. */
const patienceMs = 30_000;
/** A target that ends its process again and again is not tried for ever. */
const mostRestarts = 5;

export interface Watched {
  readonly tally: Tally;
  readonly findings: readonly Finding[];
}

/** Tries one target for `seconds`, in processes that are ended when they hang and started anew where they died. */
export async function watchTarget(
  { name, deadlineMs }: FuzzTarget,
  options: Pick<Assignment, 'seed' | 'seconds' | 'runs' | 'guided'> & { readonly reportFolder: string },
): Promise<Watched> {
  const { seed, seconds, runs, guided, reportFolder } = options;
  const currentFile = path.join(reportFolder, `${name.replaceAll(/\W+/g, '-')}.current`);
  const total = emptyTally();
  const findings: Finding[] = [];
  const endsAtMs = performance.now() + seconds * 1000;
  for (let start = 0; start <= mostRestarts; start++) {
    const left = (endsAtMs - performance.now()) / 1000;
    if (start > 0 && left < 1) break;
    const own = { target: name, seed: seed + 1000 * start, seconds: left, runs, guided, currentFile };
    const ended = await runProcess(own, deadlineMs + patienceMs);
    add(total, ended.tally);
    findings.push(...ended.findings);
    if (ended.death === null) break;
    findings.push({ ...ended.death, base64: currentInput(currentFile), seed: own.seed });
  }
  rmSync(currentFile, { force: true });
  return { tally: total, findings };
}

interface Ended extends Watched {
  /** How the process ended, where it did not end by itself. */
  readonly death: Pick<Finding, 'kind' | 'what'> | null;
}

function runProcess(assignment: Assignment, silenceMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = fork(path.join(import.meta.dirname, 'try-target.js'), [JSON.stringify(assignment)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let last: Beat = { tally: emptyTally(), findings: [], isDone: false };
    let isHung = false;
    const hang = (): void => {
      isHung = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(hang, silenceMs);
    child.on('message', (beat) => {
      last = beat as Beat; // our own process
      clearTimeout(timer);
      timer = setTimeout(hang, silenceMs);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const death = isHung
        ? ({ kind: 'hang', what: `no answer within ${silenceMs} ms` } as const)
        : last.isDone && code === 0
          ? null
          : ({ kind: 'crash', what: `the process ended: ${signal ?? code}` } as const);
      resolve({ tally: last.tally, findings: last.findings, death });
    });
  });
}

function add(total: Tally, { tried, slowestMs, worstGrowthBytes, answers, kept }: Tally): void {
  total.tried += tried;
  total.kept += kept;
  total.slowestMs = Math.max(total.slowestMs, slowestMs);
  total.worstGrowthBytes = Math.max(total.worstGrowthBytes, worstGrowthBytes);
  for (const [answer, count] of Object.entries(answers)) total.answers[answer] = (total.answers[answer] ?? 0) + count;
}

function currentInput(file: string): string {
  try {
    return readFileSync(file).toString('base64');
  } catch {
    return ''; // it died before it tried anything
  }
}
