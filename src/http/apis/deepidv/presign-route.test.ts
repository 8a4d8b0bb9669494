import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerOf,
  failureOf,
  startDeepidv,
  type DeepidvUnderTest,
} from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { presignSchema } from '#http/apis/deepidv/schema.js';
import { nowEpochMs } from '#http/apis/dialect-under-test.suite.js';

let api: DeepidvUnderTest;
beforeAll(async () => {
  api = await startDeepidv();
});
afterAll(() => api.close());

const presign = (body: unknown, headers?: Record<string, string>) => api.postJson('/uploads/presign', body, headers);
const request = { fileName: 'Anna Eriksson.jpg', contentType: 'image/jpeg', sizeBytes: 1000 };

test('an address of this server, for one file of that size and type', async () => {
  const answer = presignSchema.parse(await answerOf(presignSchema, presign(request)));
  const id = answer.key.slice('uploads/'.length, -'.jpg'.length);
  expect(answer).toEqual({
    key: `uploads/${id}.jpg`,
    url: expect.stringContaining(`${api.origin}/uploads/${id}?`) as string,
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg' },
    expiresAt: new Date(nowEpochMs + 15 * 60_000).toISOString(),
  });
  expect(JSON.stringify(answer)).not.toContain('Anna');
});

test('what was uploaded is noted as used by the call that it was used for', async () => {
  const key = await api.upload('owner');
  const id = key.slice('uploads/'.length, -'.jpg'.length);
  const owner = { applicationId: 'app_a', mode: 'live' } as const;
  await api.postJson('/face/detect', { image: key });
  const [called] = await api.records.verifications.page(owner, { limit: 1, before: null });
  expect(called).toMatchObject({ operation: 'face-detect' });
  const files = await api.records.files.list(owner, { verificationId: called!.id });
  expect(files.map((file) => file.id)).toEqual([id]);
});

test.each<[string, unknown, string]>([
  ['no JSON', undefined, 'the body is no JSON'],
  ['nothing', {}, 'wrong or missing: contentType, sizeBytes'],
  ['a size that is no whole number', { ...request, sizeBytes: 1.5 }, 'wrong or missing: sizeBytes'],
  ['another type', { ...request, contentType: 'image/svg+xml' }, 'unsupported image format'],
  ['no bytes', { ...request, sizeBytes: 0 }, 'image of 0 bytes'],
  [
    'over 15 MB',
    { ...request, sizeBytes: 15 * 1024 * 1024 + 1 },
    'image larger than 15 MB, 40 megapixels or 12,000 pixels a side',
  ],
])('400: %s', async (_, body, error) => {
  expect(await failureOf(presign(body))).toEqual([400, { error }]);
});

test('an Idempotency-Key gives the same address again', async () => {
  const headers = { 'idempotency-key': 'upload-1' };
  const [one, other] = [await presign(request, headers), await presign(request, headers)];
  expect(await one.text()).toBe(await other.text());
  expect((await presign({ ...request, sizeBytes: 2 }, headers)).status).toBe(422);
});
