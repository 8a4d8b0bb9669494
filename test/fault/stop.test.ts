import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeSettings, hardlyLimited } from '../support/command-line.js';
import { get, verifyOnce } from '../support/fault-calls.js';
import { inLongForm, noteFigure, quantile } from '../support/fault-figures.js';
import { makeInstallation, signalWhileStarting, startServer, type Installation } from '../support/server-process.js';
import { wholeTest } from '../support/test-form.js';

let installation: Installation;
beforeEach(() => {
  installation = makeInstallation();
});
afterEach(() => installation.remove());

test('SIGTERM at load: told within 100 ms, alive as long as it listens, no accepted call failed, exit 0', async () => {
  const rounds = inLongForm(1, 10);
  const noticed: number[] = [];
  const ended: number[] = [];
  let [accepted, told] = [0, 0];
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const server = await startServer(installation, { environment: { BONAFIDE_QUEUE_LIMIT: '64' } });
    const credentials = server.credentials ?? kept!;
    kept = credentials;
    if (round === 0) await changeSettings(installation, credentials.applicationId, hardlyLimited);
    let over = false;
    let told503At = Infinity;
    const caller = async (): Promise<void> => {
      while (!over) {
        // A call that began long after it was told not to come is none that it accepted.
        const begunAt = performance.now();
        const call = await verifyOnce(server, credentials).catch((error: Error) => error);
        if (call instanceof Error) {
          const code = (call.cause as { code?: string } | undefined)?.code;
          if (code !== 'ECONNREFUSED' && begunAt < told503At + 500)
            wrong.push(`a call broke off: ${code ?? call.message}`);
          return;
        }
        if (call.status === 200) accepted += 1;
        else if (call.status === 503) told += 1;
        else wrong.push(`answered ${call.status}`);
        if (call.status === 503) await sleep(20);
      }
    };
    const callers = Array.from({ length: 8 }, caller);
    await sleep(1000);
    const startedAt = performance.now();
    server.child.kill('SIGTERM');
    let status = 200;
    while (status === 200) status = (await get(server, '/readyz')).status;
    told503At = performance.now();
    noticed.push(told503At - startedAt);
    if ((await get(server, '/livez')).status !== 200) wrong.push('/livez is not 200');
    const code = await server.ended;
    over = true;
    await Promise.all(callers);
    ended.push(performance.now() - startedAt);
    if (code !== 0) wrong.push(`exit ${code}`);
  }
  noteFigure({
    fault: `SIGTERM at load, ${rounds} times`,
    goal: '/readyz 503 within 100 ms, no accepted call failed, exit 0',
    measured: `503 after ${Math.round(
      quantile(
        noticed.sort((one, other) => one - other),
        0.5,
      ),
    )} ms (p50), at most ${Math.round(noticed.at(-1)!)} ms, as a caller on the same busy machine sees it; ${wrong.length} failed of ${accepted} answered 200 and ${told} told 503; ended after at most ${(Math.max(...ended) / 1000).toFixed(1)} s`,
  });
  expect(wrong).toEqual([]);
});
let kept: { readonly applicationId: string; readonly key: string } | null = null;

wholeTest('a second SIGTERM ends it at once; one while it starts, as soon as it has', async () => {
  const server = await startServer(installation);
  server.child.kill('SIGTERM');
  await sleep(100);
  const startedAt = performance.now();
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(1);
  const afterMs = performance.now() - startedAt;
  const { code, output } = await signalWhileStarting(installation, {}, 'SIGTERM');
  expect([code, output]).toEqual([0, expect.stringContaining('"event":"stopped","finished":true')]);
  noteFigure({
    fault: 'SIGTERM twice; SIGTERM during the start',
    goal: 'ends at once; ends with 0',
    measured: `exit 1 after ${Math.round(afterMs)} ms; exit ${code}`,
  });
});
