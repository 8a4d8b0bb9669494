import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyContext } from '#domain/verification-context.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { Decision, DecisionReason } from '#domain/verification.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Lookup, Records, VerificationRecord } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

export interface InsightsUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const otherMode = { applicationId: 'app_a', mode: 'test' } as const;
const span = { fromEpochMs: 0, toEpochMs: 10_000 };

const decided = (decision: Decision, reasons: DecisionReason[] = []): VerificationRecord['result'] => ({
  status: 'completed',
  value: { ...sampleVerification(), decision, reasons },
});

/** How every implementation of the dashboard's lists and figures behaves. */
export function describeInsights(name: string, make: () => Promise<InsightsUnderTest>): void {
  describePort('insights', name, () => {
    let under: InsightsUnderTest;
    const insights = () => under.records.insights;
    const add = (id: string, more: Partial<VerificationRecord>, lookups: Lookup[] = []) =>
      under.records.verifications.add({ ...sampleStored.verification, id, ...more }, lookups);
    beforeEach(async () => {
      under = await make();
      for (const application of sampleStored.applications) await under.records.applications.create(application);
      await under.records.keys.create(sampleStored.key);
      await add('v1', { createdAtEpochMs: 1000, result: decided('match'), durationMs: 100 });
      await add(
        'v2',
        {
          createdAtEpochMs: 1500,
          durationMs: 300.4,
          result: decided('review', ['document-expired', 'liveness-failed']),
        },
        [{ name: 'user-identifier', value: 'ana' }],
      );
      await add(
        'v3',
        {
          createdAtEpochMs: 2000,
          durationMs: 200,
          dialect: 'native',
          result: decided('no-match', ['document-expired']),
        },
        [{ name: 'document-number', value: 'L898902C3' }],
      );
      await add('v4', {
        createdAtEpochMs: 2500,
        durationMs: 50,
        result: { status: 'failed', failure: { code: 'face-not-found', subject: 'selfie' } },
        context: emptyContext,
      });
      await add('v5', { createdAtEpochMs: 2600, mode: 'test', result: decided('match') });
    });
    afterEach(() => under.close());

    const ids = async (filter: Parameters<Records['insights']['verifications']>[1]['filter']) =>
      (await insights().verifications(owner, { limit: 10, before: null, filter })).map(({ id }) => id);

    test('a row says what can be said without opening anything', async () => {
      await under.records.reviews.open(owner, 'v2', 1600);
      expect(await insights().verification(owner, 'v2')).toEqual({
        id: 'v2',
        createdAtEpochMs: 1500,
        dialect: 'ooto',
        operation: 'doc-identify',
        status: 'completed',
        decision: 'review',
        failure: null,
        durationMs: 300,
        sessionId: null,
        review: 'waiting',
      });
      expect(await insights().verification(owner, 'v4')).toMatchObject({
        status: 'failed',
        decision: null,
        failure: 'face-not-found',
        review: null,
      });
      expect(await insights().verification(otherMode, 'v2')).toBeNull();
    });

    test('rows come newest first, page by page, of the owner alone', async () => {
      expect(await ids({})).toEqual(['v4', 'v3', 'v2', 'v1']);
      const before = { createdAtEpochMs: 2000, id: 'v3' };
      const next = await insights().verifications(owner, { limit: 1, before, filter: {} });
      expect(next.map(({ id }) => id)).toEqual(['v2']);
    });

    test('everything that is filtered by has to hold', async () => {
      expect(await ids({ status: 'completed' })).toEqual(['v3', 'v2', 'v1']);
      expect(await ids({ decision: 'no-match' })).toEqual(['v3']);
      expect(await ids({ dialect: 'native' })).toEqual(['v3']);
      expect(await ids({ operation: 'search' })).toEqual([]);
      expect(await ids({ fromEpochMs: 1500, toEpochMs: 2500 })).toEqual(['v3', 'v2']);
      expect(await ids({ fromEpochMs: 1500, decision: 'match' })).toEqual([]);
    });

    test('a search finds by id, user identifier and document number, whole', async () => {
      expect(await ids({ search: 'v1' })).toEqual(['v1']);
      expect(await ids({ search: 'ana' })).toEqual(['v2']);
      expect(await ids({ search: 'L898902C3' })).toEqual(['v3']);
      expect(await ids({ search: 'an' })).toEqual([]);
      expect(await ids({ search: 'v5' })).toEqual([]);
    });

    test('an erased verification is listed without its decision, and counted as something else', async () => {
      await under.records.verifications.erase(owner, 'v1', 9000);
      expect(await insights().verification(owner, 'v1')).toMatchObject({ status: 'erased', decision: null });
      expect(await ids({ status: 'erased' })).toEqual(['v1']);
      expect(await ids({ status: 'completed' })).toEqual(['v3', 'v2']);
      expect((await insights().activity(owner, span)).counts).toMatchObject({ match: 0, other: 1 });
    });

    test('what happened in a time is counted, with medians, the most frequent first', async () => {
      expect(await insights().activity(owner, span)).toEqual({
        counts: { match: 1, review: 1, noMatch: 1, failed: 1, other: 0 },
        medianMs: 150,
        failures: [{ code: 'face-not-found', count: 1 }],
        reasons: [
          { code: 'document-expired', count: 2 },
          { code: 'liveness-failed', count: 1 },
        ],
        operations: [{ operation: 'doc-identify', count: 4, medianMs: 150 }],
      });
      expect(await insights().activity(owner, { fromEpochMs: 0, toEpochMs: 2500 })).toMatchObject({
        counts: { match: 1, review: 1, noMatch: 1, failed: 0 },
        medianMs: 200,
        failures: [],
      });
      const nothing = {
        counts: { match: 0, review: 0, noMatch: 0, failed: 0, other: 0 },
        medianMs: null,
        operations: [],
      };
      expect(await insights().activity({ ...owner, applicationId: 'app_b' }, span)).toMatchObject(nothing);
      expect(await insights().activity(otherMode, span)).toMatchObject({ counts: { match: 1 }, medianMs: null });
    });

    test('what waits for a reviewer is counted', async () => {
      expect(await insights().reviewsWaiting(owner)).toEqual({ count: 0, oldestAtEpochMs: null });
      await under.records.reviews.open(owner, 'v2', 1600);
      await under.records.reviews.open(owner, 'v3', 1700);
      const words = { reviewer: null, reason: null, reasonCodes: [] };
      await under.records.reviews.decide(owner, 'v3', { decision: 'approved', atEpochMs: 1800, ...words });
      expect(await insights().reviewsWaiting(owner)).toEqual({ count: 1, oldestAtEpochMs: 1600 });
      expect(await insights().reviewsWaiting(otherMode)).toEqual({ count: 0, oldestAtEpochMs: null });
      for (const id of ['v2', 'v3']) await under.records.verifications.erase(owner, id, 1900);
      expect(await insights().reviewsWaiting(owner)).toEqual({ count: 0, oldestAtEpochMs: null });
      expect(await insights().verification(owner, 'v2')).toMatchObject({ review: null });
      expect(await insights().verification(owner, 'v3')).toMatchObject({ review: 'approved' });
    });

    test('deliveries are counted by state, and found by what they are about', async () => {
      const delivery = (id: string, subjectId: string, createdAtEpochMs: number) =>
        under.records.webhooks.deliveries.add({
          ...{ id, ...owner, createdAtEpochMs, endpointId: null, eventId: 'evt', format: 'native' },
          eventType: 'verification.completed',
          subject: { kind: 'verification', id: subjectId },
          request: { url: 'https://a.example/', body: '{}' },
        });
      await delivery('msg_1', 'v1', 1100);
      await delivery('msg_2', 'v2', 1600);
      await under.records.webhooks.deliveries.settle(owner, 'msg_2', {
        state: 'failed',
        reason: 'gone',
        atEpochMs: 1700,
      });
      expect(await insights().deliveries(owner, span)).toEqual({
        states: { pending: 1, delivered: 0, failed: 1, cancelled: 0 },
        oldestPendingAtEpochMs: 1100,
      });
      expect((await insights().deliveriesAbout(owner, ['v1', 'v2'], 9)).map(({ id }) => id)).toEqual([
        'msg_2',
        'msg_1',
      ]);
      expect((await insights().deliveriesAbout(owner, ['v1'], 9)).map(({ id }) => id)).toEqual(['msg_1']);
      expect(await insights().deliveriesAbout(otherMode, ['v1'], 9)).toEqual([]);
    });

    test('sessions are counted by status', async () => {
      expect(await insights().sessions(owner, span)).toEqual({});
    });

    test('entries of the audit log are found by what they are about', async () => {
      const entry = { ...owner, atEpochMs: 1, actor: { kind: 'system', id: null }, details: {} } as const;
      for (const target of ['v1', 'v2', 'v1']) {
        await under.records.audit.append({ ...entry, action: 'operation.performed', target });
      }
      expect((await insights().auditAbout('app_a', ['v1'], 9)).map(({ sequence }) => sequence)).toEqual([3, 1]);
      expect(await insights().auditAbout('app_b', ['v1'], 9)).toEqual([]);
    });
  });
}
