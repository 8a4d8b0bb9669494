import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { get, until, verifyOnce } from '../support/fault-calls.js';
import { announce, isLongForm, noteFigure } from '../support/fault-figures.js';
import { describeOnPostgres, postgresUnderTest, type PostgresUnderTest } from '../support/postgres.js';
import { makeInstallation, programs, startServer, type Installation } from '../support/server-process.js';
import { askPostgres } from '../support/storm/storm-database.js';
import { storm, type Harm } from '../support/storm/storm.js';
import { openTcpGate, type TcpGate } from '../support/tcp-gate.js';
import { inShortForm } from '../support/test-form.js';

const awayMs = 60_000;

describeOnPostgres('a database that is away', () => {
  let installation: Installation;
  let under: PostgresUnderTest;
  let gate: TcpGate;
  beforeEach(async () => {
    installation = makeInstallation();
    under = await postgresUnderTest();
    gate = await openTcpGate(under.url);
  });
  afterEach(async () => {
    await gate.shut();
    await under.drop();
    installation.remove();
  });
  const environment = () => ({
    DATABASE_URL: gate.url,
    BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key'),
  });

  async function goneBy(name: string, leave: () => Promise<void> | void): Promise<void> {
    const slowest = { livezMs: 0, refusalMs: 0 };
    let [noticedAfterMs, backAfterMs] = [0, 0];
    const livez = new Set<number>();
    const harm: Harm = async ({ target, server }) => {
      await sleep(1500);
      await leave();
      noticedAfterMs = await until(async () => (await get(server(), '/readyz')).status === 503);
      const backAt = performance.now() + awayMs - noticedAfterMs;
      while (performance.now() < backAt) {
        const alive = await get(server(), '/livez');
        livez.add(alive.status);
        const refused = await verifyOnce(server(), target.credentials);
        if (refused.status !== 503 || refused.retryAfter === null) target.ledger.wrong.push(`told ${refused.status}`);
        slowest.livezMs = Math.max(slowest.livezMs, alive.afterMs);
        slowest.refusalMs = Math.max(slowest.refusalMs, refused.afterMs);
        await sleep(100);
      }
      await gate.reopen();
      backAfterMs = await until(async () => (await get(server(), '/readyz')).status === 200);
      const again = await verifyOnce(server(), target.credentials);
      if (again.status !== 200) target.ledger.wrong.push(`after it was back: ${again.status}`);
      await sleep(1500);
    };
    const report = await storm({
      installation,
      program: programs.scripted,
      environment: environment(),
      callers: 4,
      harm,
      ask: askPostgres(under.url),
      waitsForLeases: true,
      onProgress: announce,
    });
    expect(report.problems).toEqual([]);
    expect([...livez]).toEqual([200]);
    const ms = (value: number): string => `${Math.round(value)} ms`;
    noteFigure({
      fault: `PostgreSQL ${name} for ${awayMs / 1000} s`,
      goal: '503 at once, back by itself, 0 lost or doubled',
      measured: `${report.problems.length} of ${report.acknowledged.verifications} verifications and ${report.deliveries.events} events; noticed after ${ms(noticedAfterMs)}, refused in at most ${ms(slowest.refusalMs)}, ready ${ms(backAfterMs)} after it was back; /livez 200 in at most ${ms(slowest.livezMs)}`,
    });
  }

  // No skip of the short form: they are not missing there, they are not meant to run.
  if (isLongForm) {
    test('cut off: calls are refused at once, and it works again by itself', () =>
      goneBy('cut off', () => gate.shut()));

    test('silent: calls are refused at once, and it works again by itself', () => goneBy('silent', () => gate.hang()));
  }

  test.each(inShortForm(1, ['shut', 'hang'] as const))(
    'SIGTERM while the database is away (%s) ends the process',
    async (how) => {
      const server = await startServer(installation, {
        environment: { ...environment(), BONAFIDE_SHUTDOWN_MS: '3000' },
      });
      await gate[how]();
      await sleep(500);
      const startedAt = performance.now();
      server.child.kill('SIGTERM');
      const code = await server.ended;
      const endedAfterMs = performance.now() - startedAt;
      noteFigure({
        fault: `SIGTERM while PostgreSQL is ${how === 'shut' ? 'cut off' : 'silent'}`,
        goal: 'ends in its 3 s and some',
        measured: `exit ${code} after ${(endedAfterMs / 1000).toFixed(1)} s`,
      });
      expect(code).toBe(0);
      expect(endedAfterMs).toBeLessThan(15_000);
    },
  );
});
