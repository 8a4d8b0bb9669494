import { afterEach, beforeEach, expect, test } from 'vitest';
import { anyVerificationSchema } from '#contract/verification.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { startDeepidv, type DeepidvUnderTest } from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { firstSecrets } from '#services/webhooks/sign.js';

// Verifications of the dialects that publish no events of their own: endpoints of our format are told of them too.
const owner = { applicationId: 'app_a', mode: 'live' } as const;
let api: DeepidvUnderTest;
beforeEach(async () => {
  api = await startDeepidv();
  await api.records.webhooks.endpoints.add(
    {
      id: 'we_1',
      ...owner,
      createdAtEpochMs: 1,
      url: 'https://hooks.example/a',
      format: 'native',
      eventTypes: ['verification.completed'],
      state: 'enabled',
      disabledReason: null,
      disabledAtEpochMs: null,
      failingSinceEpochMs: null,
      failures: 0,
    },
    firstSecrets(),
  );
});
afterEach(() => api.close());

/** What waits to be told: the data of each event. */
async function told(): Promise<unknown[]> {
  const { deliveries } = api.records.webhooks;
  const listed = await deliveries.page(owner, { limit: 9, before: null });
  const opened = await Promise.all(listed.map(({ id }) => deliveries.open(owner, id)));
  return opened.map((delivery) => (JSON.parse(delivery!.request.body) as { data: unknown }).data);
}

const identify = (doc: string, selfie: string): Promise<Response> => {
  const body = new FormData();
  for (const [part, script] of Object.entries({ doc, selfie })) {
    body.append(part, new Blob([Uint8Array.from(pictureFile(script))]), 'a.jpg');
  }
  const headers = { 'APP-ID': 'app_a', 'APP-KEY': api.key };
  return fetch(`${api.origin}/api/v1.0/doc/identify`, { method: 'POST', headers, body });
};

test('doc/identify of OOTO: the verification as our own API shows it', async () => {
  const answer = (await (await identify('portrayed', 'stranger')).json()) as { transactionId: string };
  const [event, ...others] = await told();
  expect(others).toEqual([]);
  expect(anyVerificationSchema.parse(event)).toMatchObject({
    id: answer.transactionId,
    dialect: 'ooto',
    operation: 'doc-identify',
    status: 'completed',
    match: false,
    files: [],
  });
});

test('identity/verify of deepidv: its parts', async () => {
  expect((await api.call('/identity/verify', { documentImage: 'owner', faceImage: 'owner' })).status).toBe(200);
  const [event, ...others] = await told();
  expect(others).toEqual([]);
  expect(anyVerificationSchema.parse(event)).toMatchObject({
    dialect: 'deepidv',
    operation: 'identity-check',
    status: 'completed',
    result: { comparison: { ok: true, value: { match: true } } },
  });
});

test('what failed, and what is no verification, is not told', async () => {
  expect((await identify('portrayed', 'nobody')).status).not.toBe(500);
  expect((await api.call('/face/detect', { image: 'owner' })).status).toBe(200);
  expect(await told()).toEqual([]);
});
