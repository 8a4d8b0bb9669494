import { afterEach, expect, test } from 'vitest';
import type { ApplicationSettings } from '#domain/application-settings.js';
import {
  fineForm,
  startClearConsent,
  videoFile,
  type ClearConsentUnderTest,
} from '#http/apis/clearconsent/clearconsent-under-test.suite.js';
import { submitAnswerSchema, webhookSchema } from '#http/apis/clearconsent/schema.js';
import { checkBodies } from '#http/apis/clearconsent/to-wire.js';
import { nowEpochMs } from '#http/apis/dialect-under-test.suite.js';
import type { VerificationRecord } from '#ports/records.js';
import type { ReviewDecision } from '#ports/review-records.js';
import { createClearConsentReviewed } from '#services/clear-consent/check-events.js';

const open: ClearConsentUnderTest[] = [];
afterEach(async () => {
  for (const api of open.splice(0)) await api.close();
});
async function startWith(review: Partial<ApplicationSettings['review']>): Promise<ClearConsentUnderTest> {
  const api = await startClearConsent({
    scripts: { cousin: { template: 0.35 } },
    settings: (defaults) => ({ ...defaults, review: { ...defaults.review, ...review } }),
  });
  open.push(api);
  await api.endpoint('clearconsent');
  return api;
}

async function submitCousin(api: ClearConsentUnderTest) {
  const response = await api.submit({ ...fineForm(api.key), selfie_video: videoFile('cousin') });
  const { check_id: id, result } = submitAnswerSchema.parse(await response.json());
  const review = await api.records.reviews.find({ applicationId: api.applicationId, mode: 'live' }, id);
  return { id, status: result.status, result, review };
}

const reviewedAtEpochMs = nowEpochMs + 3_600_000;

/** As whoever keeps the reviews calls it. */
async function decide(api: ClearConsentUnderTest, id: string, decision: ReviewDecision, atEpochMs = reviewedAtEpochMs) {
  const reviewed = createClearConsentReviewed({
    bodies: checkBodies,
    signedUrl: (file, expiresAtEpochMs) => api.files.signedUrl(file, expiresAtEpochMs),
    now: () => atEpochMs,
  });
  const record = await api.records.verifications.find({ applicationId: api.applicationId, mode: 'live' }, id);
  await api.records.inTransaction((inside) => reviewed(inside, record as VerificationRecord, decision)); // not erased
}

const told = async (api: ClearConsentUnderTest) =>
  (await api.deliveries()).map(({ body }) => webhookSchema.parse(body));

test('with the queue on, a review opens and the webhook waits for the decision', async () => {
  const api = await startWith({});
  const { id, status, result, review } = await submitCousin(api);
  expect([status, review]).toEqual(['review', { verificationId: id, openedAtEpochMs: nowEpochMs, decided: null }]);
  expect(await told(api)).toEqual([]);
  await decide(api, id, 'approved');
  const { summary: _, ...assessment } = result.verificationAssessment;
  const { method: __, ...faceComparison } = result.faceComparison;
  expect(await told(api)).toEqual([
    {
      check_id: id,
      user_identifier: 'user123',
      verification_result: {
        sessionId: id,
        timestamp: result.timestamp,
        status: 'verified',
        faceComparison,
        verificationAssessment: { ...assessment, verificationStatus: 'verified' },
      },
      selfie_video_url: result.files.selfieVideo.url,
      id_photo_url: result.files.idPhoto.url,
      completed_at: '2012-03-01T01:00:00.000Z',
    },
  ]);
});

test('with immediate delivery it is told twice: one check_id, two webhook-ids', async () => {
  const api = await startWith({ immediateDelivery: true });
  const { id } = await submitCousin(api);
  await decide(api, id, 'rejected');
  const bodies = await told(api);
  expect(bodies.map((body) => [body.check_id, body.verification_result.status])).toEqual([
    [id, 'review'],
    [id, 'rejected'],
  ]);
  expect(new Set((await api.deliveries()).map((delivery) => delivery.id)).size).toBe(2);
});

test('with the queue off, what would be reviewed is rejected, told at once, and opens no case', async () => {
  const api = await startWith({ queue: false });
  const { status, review, result } = await submitCousin(api);
  expect([status, review]).toEqual(['rejected', null]);
  expect(result.verificationAssessment.riskFactors).toEqual(['similarity-in-review-band']);
  expect((await told(api)).map((body) => body.verification_result.status)).toEqual(['rejected']);
});

test('a decision after the files were deleted has no addresses', async () => {
  const api = await startWith({});
  const { id } = await submitCousin(api);
  await decide(api, id, 'approved', nowEpochMs + 8 * 24 * 3_600_000);
  expect(await told(api)).toMatchObject([{ check_id: id, selfie_video_url: null, id_photo_url: null }]);
});

test('a case of another dialect is none of its business', async () => {
  const api = await startWith({});
  const { id } = await submitCousin(api);
  const owner = { applicationId: api.applicationId, mode: 'live' } as const;
  const record = (await api.records.verifications.find(owner, id)) as VerificationRecord; // not erased
  const reviewed = createClearConsentReviewed({
    bodies: checkBodies,
    signedUrl: (file, expiresAtEpochMs) => api.files.signedUrl(file, expiresAtEpochMs),
    now: () => nowEpochMs,
  });
  await reviewed(api.records, { ...record, dialect: 'native' }, 'approved');
  expect(await told(api)).toEqual([]);
});
