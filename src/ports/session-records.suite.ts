import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records } from '#ports/records.js';
import type { RecordsUnderTest } from '#ports/records.suite.js';
import type { SessionRecord } from '#ports/session-records.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const { face, match, decision, similarity, reasons, comparison } = sampleVerification();

/** A session in the middle of its life, whole. */
export const sampleSession = (overrides: Partial<SessionRecord> = {}): SessionRecord => ({
  id: '5e551017-0000-4000-8000-000000000001',
  applicationId: 'app_a',
  mode: 'live',
  keyId: 'k1',
  kind: 'ooto-flow',
  tokenHash: new Uint8Array(32).fill(1),
  createdAtEpochMs: 3000,
  state: {
    status: 'IN_PROGRESS',
    scopes: ['document', 'match'],
    nextStep: 'MATCH',
    needCaptcha: true,
    attempts: 1,
    unusablePictures: 2,
    work: { id: 'w1', untilEpochMs: 9000 },
    expiresAtEpochMs: 10_000,
    endedAtEpochMs: null,
    failure: null,
  },
  claim: { owner: 'aa', followers: ['bb'], continuation: { hash: 'cc', expiresAtEpochMs: 8000 }, candidates: ['ee'] },
  consentedAtEpochMs: 3500,
  personal: {
    metadata: { order: 7, tags: ['x'] },
    callbackUrl: 'https://shop.example/hook?secret=1',
    returnUrl: 'https://shop.example/back',
    userIdentifier: 'user123',
    firstName: 'Anna',
    lastName: 'Eriksson',
    email: 'anna@example.org',
    phone: '+4912345',
    externalId: 'ext-9',
    workflowId: 'flow-1',
    files: [{ kind: 'selfie', fileId: 'f1' }],
    linkToken: 'token-of-the-link',
    result: { face, verdict: { match, decision, similarity, reasons, comparison } },
  },
  version: 1,
  ...overrides,
});

const ended = (session: SessionRecord, endedAtEpochMs: number): SessionRecord => ({
  ...session,
  state: { ...session.state, status: 'FAILED', nextStep: null, work: null, endedAtEpochMs, failure: 'liveness-failed' },
});

/** How every implementation keeps sessions. */
export function describeSessionRecords(name: string, make: () => Promise<RecordsUnderTest>): void {
  describePort('sessions', name, () => {
    let under: RecordsUnderTest;
    let records: Records;
    const session = sampleSession();

    beforeEach(async () => {
      under = await make();
      records = under.records;
      for (const id of ['app_a', 'app_b']) {
        await records.applications.create({
          id,
          name: id,
          createdAtEpochMs: 1000,
          settings: defaultApplicationSettings,
        });
      }
      await records.keys.create({
        id: 'k1',
        applicationId: 'app_a',
        kind: 'secret',
        mode: 'live',
        name: 'first',
        scopes: ['verify'],
        createdAtEpochMs: 1500,
        revokedAtEpochMs: null,
        succeedsKeyId: null,
        secretHash: new Uint8Array(32).fill(9),
      });
    });
    afterEach(() => under.close());

    test('a session is found by its token and by its id, also after a restart', async () => {
      await records.sessions.add(session);
      expect(await records.sessions.findByToken(session.tokenHash)).toEqual(session);
      const reopened = await under.reopen();
      expect(await reopened.sessions.find(owner, session.id)).toEqual(session);
      expect(await records.sessions.findByToken(new Uint8Array(32).fill(2))).toBeNull();
    });

    test('its version alone is found by its token, and counts each change', async () => {
      expect(await records.sessions.findVersion(session.tokenHash)).toBeNull();
      await records.sessions.add(session);
      expect(await records.sessions.findVersion(session.tokenHash)).toBe(1);
      await records.sessions.update({ ...session, version: 1 });
      expect(await records.sessions.findVersion(session.tokenHash)).toBe(2);
    });

    test('a token belongs to one session', async () => {
      await records.sessions.add(session);
      const other = sampleSession({ id: '5e551017-0000-4000-8000-000000000002' });
      await expect(records.sessions.add(other)).rejects.toThrow();
    });

    test.each([
      ['another application', { applicationId: 'app_b', mode: 'live' }],
      ['a key of the other mode', { applicationId: 'app_a', mode: 'test' }],
    ] as const)('%s sees nothing of it', async (_, stranger) => {
      await records.sessions.add(session);
      expect(await records.sessions.find(stranger, session.id)).toBeNull();
      expect(await records.sessions.page(stranger, { limit: 10, before: null })).toEqual([]);
      expect(await records.sessions.findByLookup(stranger, { name: 'user-identifier', value: 'user123' })).toEqual([]);
      expect(await records.sessions.erase(stranger, session.id, 9000)).toBe(false);
      expect(await records.sessions.update({ ...session, ...stranger })).toBe(false);
      expect(await records.sessions.find(owner, session.id)).toEqual(session);
    });

    test('a change is stored whole, and only by who read the newest state', async () => {
      await records.sessions.add(session);
      const changed: SessionRecord = {
        ...ended(session, 7000),
        claim: { owner: 'dd', followers: [], continuation: null, candidates: [] },
        consentedAtEpochMs: null,
        personal: { ...session.personal, files: [], result: {} },
      };
      expect(await records.sessions.update(changed)).toBe(true);
      expect(await records.sessions.find(owner, session.id)).toEqual({ ...changed, version: 2 });
      expect(await records.sessions.update(session)).toBe(false);
      expect(await records.sessions.update({ ...session, id: 'none' })).toBe(false);
      expect(await records.sessions.find(owner, session.id)).toEqual({ ...changed, version: 2 });
    });

    test('of any number of changes at once one is stored', async () => {
      await records.sessions.add(session);
      const stored = await Promise.all(Array.from({ length: 8 }, () => records.sessions.update(session)));
      expect(stored.filter((done) => done)).toHaveLength(1);
      expect((await records.sessions.find(owner, session.id))?.version).toBe(2);
    });

    const numbered = (number: number, createdAtEpochMs: number): SessionRecord =>
      sampleSession({
        id: `5e551017-0000-4000-8000-00000000000${number}`,
        tokenHash: new Uint8Array(32).fill(number),
        createdAtEpochMs,
      });

    test('pages go from the newest to the oldest, of one status or of all', async () => {
      for (const made of [numbered(1, 100), numbered(2, 200), numbered(3, 200), ended(numbered(4, 50), 300)]) {
        await records.sessions.add(made);
      }
      const ids = async (options: Parameters<Records['sessions']['page']>[1]) =>
        (await records.sessions.page(owner, options)).map(({ id }) => id.at(-1));
      expect(await ids({ limit: 2, before: null })).toEqual(['3', '2']);
      expect(await ids({ limit: 9, before: { createdAtEpochMs: 200, id: numbered(2, 200).id } })).toEqual(['1', '4']);
      expect(await ids({ limit: 9, before: null, status: 'FAILED' })).toEqual(['4']);
      expect((await records.sessions.page(owner, { limit: 1, before: null }))[0]).toEqual({
        id: numbered(3, 200).id,
        kind: 'ooto-flow',
        createdAtEpochMs: 200,
        state: session.state,
        erasedAtEpochMs: null,
      });
    });

    test('sessions are found by user identifier and by external id, newest first', async () => {
      await records.sessions.add(numbered(1, 100));
      await records.sessions.add(numbered(2, 200));
      const found = [numbered(2, 200).id, numbered(1, 100).id];
      expect(await records.sessions.findByLookup(owner, { name: 'user-identifier', value: 'user123' })).toEqual(found);
      expect(await records.sessions.findByLookup(owner, { name: 'external-id', value: 'ext-9' })).toEqual(found);
      expect(await records.sessions.findByLookup(owner, { name: 'external-id', value: 'user123' })).toEqual([]);
    });

    test('what runs past its time is due, the most overdue first', async () => {
      const until = (made: SessionRecord, expiresAtEpochMs: number): SessionRecord => ({
        ...made,
        state: { ...made.state, expiresAtEpochMs },
      });
      await records.sessions.add(until(numbered(1, 1), 500));
      await records.sessions.add(until(numbered(2, 1), 400));
      await records.sessions.add(until(numbered(3, 1), 501));
      await records.sessions.add(ended(until(numbered(4, 1), 400), 300));
      const due = [numbered(2, 1).id, numbered(1, 1).id].map((id) => ({ owner, id }));
      expect(await records.sessions.dueForExpiry(500, 10)).toEqual(due);
      expect(await records.sessions.dueForExpiry(500, 1)).toEqual(due.slice(0, 1));
    });

    test('an erased session is known to have been, and nothing else', async () => {
      await records.sessions.add(ended(session, 7000));
      expect(await records.sessions.erase(owner, session.id, 9000)).toBe(true);
      expect(await records.sessions.find(owner, session.id)).toBeNull();
      expect(await records.sessions.findByToken(session.tokenHash)).toBeNull();
      expect(await records.sessions.findVersion(session.tokenHash)).toBeNull();
      expect(await records.sessions.findByLookup(owner, { name: 'external-id', value: 'ext-9' })).toEqual([]);
      expect(await records.sessions.update({ ...session, version: 2 })).toBe(false);
      expect(await records.sessions.erase(owner, session.id, 9999)).toBe(false);
      expect(await records.sessions.page(owner, { limit: 9, before: null })).toEqual([
        {
          id: session.id,
          kind: 'ooto-flow',
          createdAtEpochMs: 3000,
          state: ended(session, 7000).state,
          erasedAtEpochMs: 9000,
        },
      ]);
    });

    test('a sweep removes what ended before, of one application, erased or not', async () => {
      await records.sessions.add(ended(numbered(1, 1), 100));
      await records.sessions.add(ended(numbered(2, 2), 199));
      await records.sessions.add(ended(numbered(3, 3), 200));
      await records.sessions.add(numbered(4, 4));
      await records.sessions.erase(owner, numbered(1, 1).id, 150);
      expect(await records.sessions.sweep('app_b', 200)).toBe(0);
      expect(await records.sessions.sweep('app_a', 200)).toBe(2);
      const left = await records.sessions.page(owner, { limit: 9, before: null });
      expect(left.map(({ id }) => id.at(-1))).toEqual(['4', '3']);
      expect(await records.sessions.findByLookup(owner, { name: 'external-id', value: 'ext-9' })).toHaveLength(2);
    });
  });
}
