import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { announce, inLongForm, isLongForm, noteFigure, quantile } from '../support/fault-figures.js';
import { describeOnPostgres, postgresUnderTest } from '../support/postgres.js';
import { makeInstallation, programs, type Installation } from '../support/server-process.js';
import { askPostgres, askSqlite, type Ask } from '../support/storm/storm-database.js';
import { killRepeatedly, storm, type StormReport } from '../support/storm/storm.js';
import { isShortForm } from '../support/test-form.js';

// A server that is killed again and again in the middle of calls of every kind, with real receivers of its webhooks.
let installation: Installation;
afterEach(() => installation.remove());

interface Under {
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ask: Ask;
  /** Keys of a dead process are held until their lease ends where several servers share a database. */
  readonly waitsForLeases: boolean;
}

async function run(under: Under, engine: keyof typeof programs, kills: number): Promise<StormReport> {
  const readyAfterMs: number[] = [];
  const livesAtMostMs = engine === 'real' ? 6000 : 1200;
  const report = await storm({
    installation,
    program: programs[engine],
    environment: { BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key'), ...under.environment },
    callers: 8,
    harm: killRepeatedly({ kills, livesAtMostMs, readyAfterMs, onProgress: announce }),
    ask: under.ask,
    waitsForLeases: under.waitsForLeases,
    onProgress: announce,
  });
  const { acknowledged: had, broken, deliveries, problems, audit } = report;
  readyAfterMs.sort((one, other) => one - other);
  const fault = `${kills} × kill -9, ${under.database}, ${engine} engine`;
  noteFigure({
    fault,
    goal: '0 lost, doubled, stuck',
    measured:
      `${problems.length} of ${had.verifications} verifications, ${had.sessions} sessions, ${had.templates} templates, ` +
      `${had.reviews} reviews, ${deliveries.events} events, ${audit} audit entries; ${broken} calls broke off`,
  });
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  noteFigure({
    fault: `${fault}: start`,
    goal: 'ready again in 5 s',
    measured: `p50 ${seconds(quantile(readyAfterMs, 0.5))} s, p99 ${seconds(quantile(readyAfterMs, 0.99))} s, most ${seconds(readyAfterMs.at(-1)!)} s`,
  });
  return report;
}

const sqlite = (): Under => ({
  database: 'SQLite',
  environment: {},
  ask: askSqlite(installation.environment['BONAFIDE_DATA_DIR']!),
  waitsForLeases: true,
});

describe('kill -9 under load on SQLite', () => {
  test('nothing that was acknowledged is lost or doubled', async () => {
    installation = makeInstallation();
    const { problems, acknowledged } = await run(sqlite(), 'scripted', isShortForm ? 2 : inLongForm(4, 200));
    expect(problems).toEqual([]);
    expect(acknowledged.verifications).toBeGreaterThan(10);
  });

  // No skip of the short form: it is not missing there, it is not meant to run.
  if (isLongForm) {
    test('nor with the real engine', async () => {
      installation = makeInstallation();
      const { problems, acknowledged } = await run(sqlite(), 'real', 20);
      expect(problems).toEqual([]);
      expect(acknowledged.verifications).toBeGreaterThan(5);
    });
  }
});

// Not in the short form: after a kill another process waits for leases there, which no kill shortens.
if (isLongForm) {
  describeOnPostgres('kill -9 under load on PostgreSQL', () => {
    test('nothing that was acknowledged is lost or doubled', async () => {
      installation = makeInstallation();
      const database = await postgresUnderTest();
      try {
        const under = {
          database: 'PostgreSQL',
          environment: { DATABASE_URL: database.url },
          ask: askPostgres(database.url),
          waitsForLeases: true,
        };
        const { problems, acknowledged } = await run(under, 'scripted', 200);
        expect(problems).toEqual([]);
        expect(acknowledged.verifications).toBeGreaterThan(200);
      } finally {
        await database.drop();
      }
    });
  });
}
