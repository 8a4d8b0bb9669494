import { afterEach, expect, test } from 'vitest';
import { changeSettings, hardlyLimited } from '../support/command-line.js';
import { get, goodPictures, pictureThat, verifyOnce } from '../support/fault-calls.js';
import { noteFigure } from '../support/fault-figures.js';
import { makeInstallation, startServer } from '../support/server-process.js';

const installation = makeInstallation();
afterEach(() => installation.remove());

const deadlineMs = 5000;

test('a worker that dies, throws, loops for ever or runs out of memory fails its own call alone', async () => {
  const server = await startServer(installation, {
    environment: { BONAFIDE_DEADLINE_MS: String(deadlineMs), BONAFIDE_WORKERS: '2' },
  });
  const credentials = server.credentials!;
  await changeSettings(installation, credentials.applicationId, hardlyLimited);
  const harms = {
    'killed (process.exit)': { exit: 9 },
    'throws a bug': { fail: 'broken' },
    'out of memory': { allocate: true },
    // Last: its thread is given half a minute to come to itself before it is replaced.
    'wedged (endless loop)': { loop: true },
  };
  for (const [name, orders] of Object.entries(harms)) {
    const harmed = verifyOnce(server, credentials, { ...goodPictures, doc: pictureThat(orders) });
    let over = false;
    const others: number[] = [];
    const livez = new Set<number>();
    const beside = async (): Promise<void> => {
      while (!over) {
        others.push((await verifyOnce(server, credentials)).status);
        livez.add((await get(server, '/livez')).status);
      }
    };
    const besides = beside();
    const told = await harmed;
    over = true;
    await besides;
    expect([name, told.status]).toEqual([name, 500]);
    expect(told.afterMs).toBeLessThan(deadlineMs + 5000);
    expect([...livez]).toEqual([200]);
    expect([...new Set(others)]).toEqual([200]);
    noteFigure({
      fault: `worker ${name}`,
      goal: 'declared failure within the deadline, others unharmed',
      measured: `500 after ${Math.round(told.afterMs)} ms (deadline ${deadlineMs} ms); ${others.length} others answered 200, /livez 200`,
    });
  }
  expect((await Promise.all([1, 2].map(() => verifyOnce(server, credentials)))).map(({ status }) => status)).toEqual([
    ...[200, 200],
  ]);
  expect((await get(server, '/readyz')).status).toBe(200);
  server.child.kill('SIGKILL');
  await server.ended;
});
