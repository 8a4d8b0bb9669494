import { expect, test } from 'vitest';
import { runBounded, type BoundedRun } from '#engine/video/run-bounded.js';

const run = (script: string, overrides: Partial<BoundedRun> = {}) =>
  runBounded({
    file: process.execPath,
    parameters: ['-e', script],
    folder: import.meta.dirname,
    input: null,
    deadlineMs: 60_000,
    outputBytes: 1000,
    signal: new AbortController().signal,
    ...overrides,
  });
const told = ({ output, ended }: Awaited<ReturnType<typeof run>>) => [Buffer.from(output).toString(), ended];

/** Process ids that are still there. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const forever = 'setInterval(() => undefined, 1000)';

test('what it writes, and how it ended', async () => {
  expect(told(await run('process.stdout.write("fine")'))).toEqual(['fine', 'done']);
  expect(told(await run('process.stdout.write("not fine"); process.exitCode = 3'))).toEqual(['not fine', 'failed']);
  expect(told(await run('', { file: '/no/such/program' }))).toEqual(['', 'failed']);
});

test('it gets no environment and nothing to read', async () => {
  const script = 'process.stdout.write(Object.keys(process.env) + "," + require("fs").readFileSync(0).length)';
  expect(told(await run(script))).toEqual([',0', 'done']);
});

test('at the deadline it is gone, with what it wrote until then', async () => {
  const sleeper = { file: '/bin/sh', parameters: ['-c', 'echo $$; exec sleep 600'] };
  const { output, ended } = await run('', { ...sleeper, deadlineMs: 3000 });
  expect(ended).toBe('deadline');
  expect(isAlive(Number(Buffer.from(output).toString()))).toBe(false);
});

test('when it writes too much it is gone', async () => {
  const script = 'for (;;) require("fs").writeSync(1, "x".repeat(900))';
  const { output, ended } = await run(script);
  expect([output.length <= 1000, ended]).toEqual([true, 'output-limit']);
});

test('when nobody wants it any more it is gone', async () => {
  const abort = new AbortController();
  const running = run(forever, { signal: abort.signal });
  abort.abort();
  expect((await running).ended).toBe('aborted');
  expect((await run(forever, { signal: abort.signal })).ended).toBe('aborted');
});
