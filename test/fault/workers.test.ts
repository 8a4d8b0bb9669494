import { afterEach, expect, test } from 'vitest';
import { changeSettings, hardlyLimited } from '../support/command-line.js';
import { get, goodPictures, pictureThat, until, verifyOnce, type Told } from '../support/fault-calls.js';
import { noteFigure } from '../support/fault-figures.js';
import { makeInstallation, startServer, type Credentials, type ServerProcess } from '../support/server-process.js';

const installation = makeInstallation();
afterEach(() => installation.remove());

const deadlineMs = 5000;

/** Whether two calls that hold a worker for a while each are over before one worker could have been done with both. */
async function workTogether(server: ServerProcess, credentials: Credentials): Promise<boolean> {
  const blockMs = 300;
  const startedAt = performance.now();
  const holding = { ...goodPictures, doc: pictureThat({ blockMs }) };
  await Promise.all([1, 2].map(() => verifyOnce(server, credentials, holding)));
  return performance.now() - startedAt < 2 * blockMs;
}

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
    // Memory may run out only after the deadline: until then there is one worker, which must not be the next one harmed.
    await until(() => workTogether(server, credentials));
    const harmed = verifyOnce(server, credentials, { ...goodPictures, doc: pictureThat(orders) });
    let over = false;
    const others: Told[] = [];
    const livez = new Set<number>();
    const beside = async (): Promise<void> => {
      while (!over) {
        others.push(await verifyOnce(server, credentials));
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
    // With what it said, and when, should there be one.
    expect([name, others.filter(({ status }) => status !== 200)]).toEqual([name, []]);
    expect(others.length).toBeGreaterThan(0);
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
