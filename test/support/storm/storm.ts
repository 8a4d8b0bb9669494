import { setTimeout as sleep } from 'node:timers/promises';
import { bonafide, changeSettings, hardlyLimited } from '../command-line.js';
import { startReceiver } from '../loopback-receiver.js';
import {
  samplesOf,
  startServer,
  stopServer,
  programs,
  type Installation,
  type ServerProcess,
} from '../server-process.js';
import { checkLedger } from './check-ledger.js';
import { newLedger } from './ledger.js';
import { callNative, callUntil, verifyUnder, type StormTarget } from './storm-calls.js';
import { countOf, type Ask } from './storm-database.js';
import { createInbox } from './inbox.js';

export interface StormOptions {
  readonly installation: Installation;
  readonly program: (typeof programs)[keyof typeof programs];
  /** Beside those of the installation. */
  readonly environment: Readonly<Record<string, string>>;
  readonly callers: number;
  /** What is done to the server, or to what it needs, while callers call. */
  readonly harm: Harm;
  readonly ask: Ask;
  /** Whether keys that were claimed when a process died are asked again although they are leased for minutes. */
  readonly waitsForLeases: boolean;
  readonly onProgress?: (text: string) => void;
}

export interface StormControl {
  readonly target: StormTarget;
  readonly server: () => ServerProcess;
  /** Ends the server with SIGKILL and starts it again; gives the time until it was ready. */
  readonly killAndStart: () => Promise<number>;
}

export type Harm = (control: StormControl) => Promise<void>;

export interface StormReport {
  readonly acknowledged: Readonly<Record<'verifications' | 'sessions' | 'templates' | 'reviews', number>>;
  readonly broken: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly deliveries: { readonly events: number; readonly requests: number };
  readonly audit: number;
  /** What is lost, doubled, stuck or otherwise wrong; empty where all is well. */
  readonly problems: readonly string[];
}

/** Kills again and again; a server lives for a random time up to `livesAtMostMs` after it is ready. `readyAfterMs` is filled. */
export const killRepeatedly =
  (options: {
    readonly kills: number;
    readonly livesAtMostMs: number;
    readonly readyAfterMs: number[];
    readonly onProgress: (text: string) => void;
  }): Harm =>
  async ({ target: { ledger }, killAndStart }) => {
    const { kills, livesAtMostMs, readyAfterMs, onProgress } = options;
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(Math.random() * livesAtMostMs);
      readyAfterMs.push(await killAndStart());
      if (kill % 10 === 0)
        onProgress(`kill ${kill} of ${kills}, ${ledger.verifications.size} verifications acknowledged`);
    }
    await sleep(livesAtMostMs / 2);
  };

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
/** What callers leave to a server for its start, so that they do not spin. */
const settleMs = 60_000;

/** Callers call while harm is done; then everything that was acknowledged is looked for. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { installation, program, callers, harm, ask } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const environment = { ...options.environment, BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' };
  const inbox = createInbox();
  const receiver = await startReceiver({ answer: inbox.answer });
  const start = (): Promise<ServerProcess> => startServer(installation, { program, environment });
  let server = await start();
  try {
    const { applicationId } = server.credentials!;
    await changeSettings(installation, applicationId, hardlyLimited, environment);
    const scopes = ['admin', 'verify', 'read'].flatMap((scope) => ['--scope', scope]);
    const made = await bonafide(installation, ['keys', 'create', '--json', ...scopes], environment);
    const { key } = JSON.parse(made.out) as { key: string };
    const pictures = program === programs.real ? samplesOf(installation) : { doc: jpeg, selfie: jpeg };
    const ledger = newLedger();
    const target: StormTarget = { url: server.url, isUp: true, credentials: { applicationId, key }, pictures, ledger };
    const eventTypes = ['verification.completed', 'review.decided', 'session.updated'];
    const endpoint = await callNative(target, 'webhook-endpoints', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${receiver.port}/`, eventTypes }),
    });
    if (endpoint.status !== 201) throw new Error(`the endpoint was refused: ${JSON.stringify(endpoint.body)}`);

    let over = false;
    const calling = Array.from({ length: callers }, () => callUntil(target, () => over));
    await harm({
      target,
      server: () => server,
      async killAndStart() {
        server.child.kill('SIGKILL');
        target.isUp = false;
        await server.ended;
        server = await start();
        target.url = server.url;
        target.isUp = true;
        return server.readyAfterMs;
      },
    });
    over = true;
    await Promise.all(calling);
    inbox.accept();
    onProgress(`${ledger.unanswered.size} keys to ask again; refusals ${JSON.stringify([...ledger.refusals])}`);

    const problems = [...ledger.wrong];
    const unanswered = [...ledger.unanswered];
    const settledBy = performance.now() + (options.waitsForLeases ? 240_000 : settleMs);
    for (const idempotencyKey of unanswered) {
      while ((await verifyUnder(target, idempotencyKey)) === null) {
        if (!options.waitsForLeases) break;
        if (performance.now() > settledBy) throw new Error('a key is held for longer than its lease');
        await sleep(1000);
      }
    }
    // A lease of a delivery is 30 s; a second attempt follows the first after 5 s.
    const dueBy = performance.now() + settleMs + 30_000;
    while ((await countOf(ask, 'jobs where failed_at is null')) > 0) {
      if (performance.now() > dueBy) {
        problems.push(`${await countOf(ask, 'jobs where failed_at is null')} jobs are stuck`);
        break;
      }
      await sleep(250);
    }
    onProgress('looking for everything');
    problems.push(...(await checkLedger({ target, ask, inbox, auditOf: () => auditOf(installation, environment) })));
    const audit = await countOf(ask, 'audit_entries');
    if ((await stopServer(server)) !== 0) problems.push('the last stop was not clean');
    return {
      acknowledged: {
        verifications: ledger.verifications.size,
        sessions: ledger.sessions.size,
        templates: ledger.templates.size,
        reviews: ledger.reviews.size,
      },
      broken: ledger.broken,
      refusals: Object.fromEntries(ledger.refusals),
      deliveries: { events: inbox.idsOf.size, requests: inbox.requests() },
      audit,
      problems,
    };
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
    await receiver.close();
  }
}

/** What the operator's own command says of the chains of the audit log. */
async function auditOf(installation: Installation, environment: Readonly<Record<string, string>>): Promise<string[]> {
  const { code, out, note } = await bonafide(installation, ['doctor', 'audit', '--json'], environment);
  if (code !== 0) return [`the audit log is not whole: ${out}${note}`];
  const { findings } = JSON.parse(out) as { findings: { status: string; entries: number }[] };
  return findings.some(({ entries }) => entries > 0) ? [] : ['the audit log is empty'];
}
