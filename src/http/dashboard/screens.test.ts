import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyContext } from '#domain/verification-context.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { owner } from '#http/apis/native/native-under-test.suite.js';
import { startDashboard, type Browser, type DashboardUnderTest } from '#http/dashboard/dashboard-under-test.suite.js';

let under: DashboardUnderTest;
let ana: Browser & { readonly id: string };
let bo: Browser & { readonly id: string };
let boss: Browser & { readonly id: string };
beforeEach(async () => {
  under = await startDashboard();
  ana = await under.userWith('ana', [{ applicationId: 'app_a', role: 'reviewer' }]);
  bo = await under.userWith('bo', [{ applicationId: 'app_a', role: 'reviewer' }]);
  boss = await under.userWith('boss', [{ applicationId: null, role: 'admin' }]);
});
afterEach(() => under.close());

const id = '7e5a1c9e-0000-4000-8000-000000000001';

/** A case for review, of a person whose name a spreadsheet would run. */
async function addCase(more: { userIdentifier?: string } = {}): Promise<void> {
  const { records, clock } = under;
  const keyId = (await under.keyWith('live', ['verify'])).split('_')[2]!;
  await records.verifications.add(
    {
      ...owner,
      id,
      keyId,
      dialect: 'native',
      operation: 'doc-identify',
      createdAtEpochMs: clock.nowEpochMs - 1000,
      sessionId: null,
      context: { ...emptyContext, userIdentifier: more.userIdentifier ?? '=cmd|calc' },
      durationMs: 420,
      result: {
        status: 'completed',
        value: { ...sampleVerification(), decision: 'review', reasons: ['similarity-in-review-band'] },
      },
    },
    [{ name: 'user-identifier', value: more.userIdentifier ?? '=cmd|calc' }],
  );
  await records.reviews.open(owner, id, clock.nowEpochMs - 500);
}
const fourEyes = () => boss.call('changeSettings', { body: { review: { fourEyes: true } } });
const decide = (browser: Browser, decision: string, more: object = {}) =>
  browser.call('decideCase', { parameters: { id }, body: { decision, ...more } });
const audited = async () =>
  (await under.records.audit.page('app_a', { limit: 50, beforeSequence: null }))
    .filter(({ actor }) => actor.kind === 'user')
    .map(({ action, actor }) => `${action} ${actor.id}`)
    .reverse();

test('a case waits, is opened with everything about it, and is decided once, by name', async () => {
  await addCase();
  expect((await ana.call('reviews')).body).toMatchObject({
    data: [
      {
        verification: { id, decision: 'review', durationMs: 420, review: 'waiting' },
        reasons: ['similarity-in-review-band'],
        review: { status: 'waiting', votes: [], fourEyes: false, mayDecide: true },
      },
    ],
    nextCursor: null,
  });
  const shown = (await ana.call('verification', { parameters: { id } })).body as {
    zones: { field: string; agreement: string }[];
    bounds: { quality: Record<string, unknown> };
  };
  expect(shown).toMatchObject({
    verification: { id, files: [], liveness: {}, observations: [{ name: 'face-edge' }] },
    durationMs: 420,
    session: null,
    deliveries: [],
    timeline: [{ kind: 'verification.made' }, { kind: 'review.opened' }],
  });
  expect(shown.bounds.quality['sharpness']).toEqual({ least: 0.4, most: null });
  expect(shown.zones.map(({ field }) => field)).toContain('documentNumber');

  expect(await decide(ana, 'reject')).toMatchObject({
    status: 400,
    body: { detail: 'reason: a rejection needs a reason' },
  });
  const decided = await decide(ana, 'reject', { reasonCodes: ['faces-differ'], reason: 'another nose' });
  expect(decided.body).toMatchObject({
    review: {
      status: 'rejected',
      reviewer: 'ana',
      reason: 'another nose',
      reasonCodes: ['faces-differ'],
      mayDecide: false,
    },
    timeline: [{}, {}, { kind: 'review.decided', actor: { kind: 'user', id: ana.id, name: 'ana' } }],
  });
  expect(await decide(bo, 'approve')).toMatchObject({ status: 409, body: { code: 'review-decided' } });
  expect((await ana.call('reviews')).body).toEqual({ data: [], nextCursor: null });
  expect(await audited()).toEqual([`review.decided ${ana.id}`]);
});

test('with four eyes two users have to say the same, and one is not two', async () => {
  await addCase();
  await fourEyes();
  expect((await decide(ana, 'approve')).body).toMatchObject({
    review: { status: 'waiting', mayDecide: false, votes: [{ userId: ana.id, userName: 'ana', decision: 'approved' }] },
  });
  expect(await decide(ana, 'approve')).toMatchObject({ status: 409, body: { code: 'review-needs-another-user' } });
  expect(await decide(ana, 'reject', { reason: 'no' })).toMatchObject({ status: 409 });
  expect((await bo.call('reviews')).body).toMatchObject({ data: [{ review: { mayDecide: true } }] });
  expect((await decide(bo, 'reject', { reason: 'doubts' })).body).toMatchObject({ review: { status: 'waiting' } });
  const second = await decide(ana, 'reject', { reason: 'now that you say it' });
  expect(second.body).toMatchObject({ review: { status: 'rejected', reviewer: 'ana' } });
  expect(await audited()).toEqual([
    `application.settings-changed ${boss.id}`,
    `review.voted ${ana.id}`,
    `review.voted ${bo.id}`,
    `review.decided ${ana.id}`,
  ]);
});

test('with four eyes a key cannot decide', async () => {
  await addCase();
  await fourEyes();
  const answer = await under.call('POST', `/verifications/${id}/review`, { decision: 'approve' });
  expect(answer).toMatchObject({ status: 409, body: { code: 'review-needs-another-user' } });
});

test('asking again rejects the case and makes a link for the same person, also with four eyes', async () => {
  await addCase({ userIdentifier: 'p-17' });
  await fourEyes();
  const asked = await ana.call('askAgain', { parameters: { id }, body: { reasonCodes: ['picture-poor'] } });
  expect(asked.body).toMatchObject({
    detail: { review: { status: 'rejected', reasonCodes: ['picture-poor'] } },
    session: { scopes: ['document', 'match'], userIdentifier: 'p-17', status: 'CREATED' },
  });
  expect((asked.body as { session: { url: string } }).session.url).toMatch(/\/flow\/[\w-]{43}$/);
  expect(await ana.call('askAgain', { parameters: { id }, body: {} })).toMatchObject({ status: 409 });
  expect(await audited()).toEqual([
    `application.settings-changed ${boss.id}`,
    `session.created ${ana.id}`,
    `review.decided ${ana.id}`,
  ]);
});

test('the list is searched and filtered, and exported so that no spreadsheet runs it', async () => {
  await addCase();
  const listed = async (query: Record<string, string>) =>
    ((await ana.call('verifications', { query })).body as { data: unknown[] }).data.length;
  expect(await listed({})).toBe(1);
  expect(await listed({ search: '=cmd|calc', decision: 'review', status: 'completed' })).toBe(1);
  const nothing: Record<string, string>[] = [
    { search: '=cmd' },
    { decision: 'match' },
    { dialect: 'ooto' },
    { to: '2012-01-01T00:00:00.000Z' },
  ];
  for (const none of nothing) {
    expect(await listed(none)).toBe(0);
  }
  expect((await ana.call('verifications', { query: { decision: 'maybe' } })).status).toBe(400);
  expect((await ana.call('verifications', { parameters: { mode: 'test' } })).body).toMatchObject({ data: [] });

  const csv = await ana.call('verificationsCsv', { query: { search: '=cmd|calc' } });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="verifications-2012-03-01.csv"');
  expect((csv.body as string).split('\r\n')).toEqual([
    'id,createdAt,dialect,operation,status,decision,failure,durationMs,sessionId,review,userIdentifier',
    `${id},2012-02-29T23:59:59.000Z,native,doc-identify,completed,review,,420,,waiting,'=cmd|calc`,
    '',
  ]);
  const [entry] = await under.records.audit.page('app_a', { limit: 1, beforeSequence: null });
  expect(entry).toMatchObject({ action: 'verifications.exported', actor: { id: ana.id }, details: { search: true } });
});

test('a picture is given to reviewers alone, and each look is in the audit log and the timeline', async () => {
  await addCase();
  const staged = await under.fileServices.files.stage(
    { owner, class: 'media', role: 'selfie', contentType: 'image/jpeg', expiresAtEpochMs: null, verificationId: id },
    Uint8Array.of(1, 2, 3),
  );
  await under.records.inTransaction((inside) => staged.commit(inside));
  const fileId = staged.file.id;
  const looked = await ana.call('file', { parameters: { id: fileId } });
  expect([looked.status, looked.headers.get('content-type'), looked.headers.get('content-length')]).toEqual([
    200,
    'image/jpeg',
    '3',
  ]);
  const viewer = await under.userWith('vi', [{ applicationId: 'app_a', role: 'viewer' }]);
  expect((await viewer.call('file', { parameters: { id: fileId } })).status).toBe(403);
  const shown = (await viewer.call('verification', { parameters: { id } })).body;
  expect(JSON.stringify(shown)).not.toContain('signature=');
  expect(shown).toMatchObject({
    files: [{ id: fileId, role: 'selfie' }],
    timeline: [{}, {}, { kind: 'file.viewed', actor: { name: 'ana' } }],
  });
});

test('the overview counts what there was, without a gap', async () => {
  await addCase();
  const { points, totals, ...rest } = (await ana.call('overview', { query: { span: 'day' } })).body as {
    points: { at: string; total: number; medianMs: number | null }[];
    totals: unknown;
  };
  expect(points).toHaveLength(24);
  expect(points.filter(({ total }) => total > 0)).toEqual([
    { at: '2012-02-29T23:00:00.000Z', total: 1, match: 0, review: 1, noMatch: 0, failed: 0, other: 0, medianMs: 420 },
  ]);
  expect(totals).toMatchObject({ total: 1, review: 1, medianMs: 420 });
  expect(rest).toMatchObject({
    bucketSeconds: 3600,
    failures: [],
    reasons: [{ code: 'similarity-in-review-band', count: 1 }],
    operations: [{ operation: 'doc-identify', count: 1, medianMs: 420 }],
    reviewsWaiting: { count: 1 },
    webhooks: { endpoints: { enabled: 0 }, deliveries: { pending: 0 } },
  });
});

test('a session is made without a key, shown with its link to reviewers, released and cancelled by name', async () => {
  const made = await ana.call('createSession', {
    body: { scopes: ['document', 'match'], externalId: 'case-9', callbackUrl: 'https://a.example/?token=1' },
  });
  expect(made.status).toBe(201);
  const { id: sessionId, url } = made.body as { id: string; url: string };
  const viewer = await under.userWith('vi', [{ applicationId: 'app_a', role: 'viewer' }]);
  expect((await viewer.call('session', { parameters: { id: sessionId } })).body).toMatchObject({
    session: { url: null },
  });
  expect((await ana.call('session', { parameters: { id: sessionId } })).body).toMatchObject({ session: { url } });
  const callbackUrls = [];
  for (const browser of [ana, boss]) {
    const shown = (await browser.call('session', { parameters: { id: sessionId } })).body as {
      session: { callbackUrl: string };
    };
    callbackUrls.push(shown.session.callbackUrl);
  }
  expect(callbackUrls).toEqual([null, 'https://a.example/?token=1']);
  expect((await ana.call('sessions', { query: { search: 'case-9' } })).body).toMatchObject({
    data: [{ id: sessionId }],
  });
  expect((await ana.call('releaseSession', { parameters: { id: sessionId } })).status).toBe(200);
  expect((await ana.call('cancelSession', { parameters: { id: sessionId } })).body).toMatchObject({
    session: { status: 'CANCELED' },
  });
  expect(await audited()).toEqual([
    `session.created ${ana.id}`,
    `session.released ${ana.id}`,
    `session.cancelled ${ana.id}`,
  ]);
  const keys = await under.records.keys.list('app_a');
  expect(keys.filter(({ name }) => name === 'dashboard')).toMatchObject([{ revokedAtEpochMs: under.clock.nowEpochMs }]);
});
