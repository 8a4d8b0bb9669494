import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { webhookDeliveryDetailsSchema, webhookDeliverySchema } from '#contract/webhook.js';
import { eventTypes } from '#domain/event.js';
import { sandboxScenario, sandboxScenarioNames, type SandboxScenarioName } from '#domain/sandbox.js';
import { blankFrames, videoHead } from '../support/blank-frames.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { formOf } from '../support/picture-form.js';
import { plainPicture } from '../support/sandbox-picture.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { sessionCalls, told, type MadeSession } from '../support/sandbox-sessions.js';

// Every scenario whose webhooks fail, named in every way that there is: made, delivered and read back over HTTP, with a clock
// that only this file moves.

type Delivery = z.infer<typeof webhookDeliverySchema>;
type DeliveryDetails = z.infer<typeof webhookDeliveryDetailsSchema>;

let server: SandboxServer;
let receiver: LoopbackReceiver;

/** docs/webhooks.md: from each failed attempt to the next, in seconds. */
const schedule = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** What is told of: gives the id of the verification or session. */
const subjects: Readonly<Record<string, (scenario: SandboxScenarioName) => Promise<string>>> = {
  'a verification, by its user identifier': (scenario) => verify({ userIdentifier: `sandbox:${scenario}` }),
  'a verification, by its metadata': (scenario) => verify({ metadata: JSON.stringify({ sandbox: scenario }) }),
  "ClearConsent's check, by its user_identifier": async (scenario) => {
    const form = { api_key: server.key, user_identifier: `sandbox:${scenario}` };
    const { check_id: id } = await told<{ check_id: string }>(
      server.call('POST', '/verif/submit', formOf({ ...form, selfie_video: videoHead, id_photo: plainPicture })),
    );
    return id;
  },
  'a session, by its metadata': async (scenario) => cancelled(await sessionCalls.native(server, scenario)),
  'a session, by its user identifier': async (scenario) =>
    cancelled(await sessionCalls.native(server, undefined, { userIdentifier: `sandbox:${scenario}` })),
  "OOTO's session, by its metadata": async (scenario) => cancelled(await sessionCalls['ooto-flow'](server, scenario)),
  "deepidv's session, by its externalId": async (scenario) => cancelled(await sessionCalls.deepidv(server, scenario)),
};

async function verify(fields: Readonly<Record<string, string>>): Promise<string> {
  const pictures = { documentFront: plainPicture, selfie: plainPicture };
  const form = formOf({ ...fields, ...pictures });
  return (await told<{ id: string }>(server.call('POST', '/api/v2/verifications', form))).id;
}

async function cancelled({ id }: Pick<MadeSession, 'id'>): Promise<string> {
  await told(server.call('POST', `/api/v2/sessions/${id}/cancel`));
  return id;
}

const failing = sandboxScenarioNames.flatMap((scenario) => {
  const failures = sandboxScenario(scenario)?.failedDeliveries;
  return failures === undefined ? [] : [{ scenario, failures }];
});
const rows = Object.keys(subjects).flatMap((subject) => failing.map((each) => ({ subject, ...each })));
/** By row, in the order of `rows`. */
let subjectIds: readonly string[];

beforeAll(async () => {
  [server, receiver] = await Promise.all([startSandboxServer({ videoFrames: blankFrames }), startReceiver()]);
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  await told(server.call('POST', '/api/v2/webhook-endpoints', { url, eventTypes }));
  subjectIds = await Promise.all(rows.map(({ subject, scenario }) => subjects[subject]!(scenario)));
  await deliverAll();
});
afterAll(async () => {
  await server.close();
  await receiver.close();
});

const deliveries = async (query: string): Promise<readonly Delivery[]> =>
  (await told<{ data: readonly Delivery[] }>(server.call('GET', `/api/v2/webhook-deliveries?limit=100${query}`))).data;

/** Moves the clock to the last attempt that is due next, until none is. */
async function deliverAll(): Promise<void> {
  for (;;) {
    const waiting = await deliveries('&state=pending');
    if (waiting.length === 0) return;
    const due = waiting.filter(({ nextAttemptAt }) => Date.parse(nextAttemptAt!) <= Date.now());
    if (due.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      continue;
    }
    server.advance(Math.max(...waiting.map(({ nextAttemptAt }) => Date.parse(nextAttemptAt!))) - Date.now());
    // Something new to deliver wakes whoever delivers; it would look by itself within a second of real time.
    await cancelled(await sessionCalls.native(server));
  }
}

test('there is more than one scenario whose webhooks fail, and one that gets through in the end', () => {
  expect(failing.map(({ failures }) => failures <= schedule.length)).toEqual(expect.arrayContaining([true, false]));
});

test.each(rows.map((row, index) => ({ ...row, index })))('$scenario: $subject', async ({ failures, index }) => {
  const of = (await deliveries('')).filter(({ subject }) => subject?.id === subjectIds[index]);
  expect(of).toHaveLength(1);
  const delivery = await told<DeliveryDetails>(server.call('GET', `/api/v2/webhook-deliveries/${of[0]!.id}`));
  const failed = { status: 503, failure: 'status', answerHead: 'sandbox' };
  const failedAttempts = Math.min(failures, schedule.length + 1);
  const getsThrough = failures <= schedule.length;
  expect(delivery).toMatchObject({
    livemode: false,
    state: getsThrough ? 'delivered' : 'failed',
    reason: getsThrough ? null : 'status',
    attemptCount: failedAttempts + (getsThrough ? 1 : 0),
    attempts: [
      ...Array.from({ length: failedAttempts }, (_, before) => ({ number: before + 1, ...failed })),
      ...(getsThrough ? [{ number: failedAttempts + 1, status: 204, failure: null }] : []),
    ],
  });
  const times = delivery.attempts.map(({ startedAt }) => Date.parse(startedAt) / 1000);
  for (const [attempt, delay] of schedule.slice(0, times.length - 1).entries()) {
    const waited = times[attempt + 1]! - times[attempt]!;
    expect(waited).toBeGreaterThanOrEqual(0.9 * delay);
    expect(waited).toBeLessThanOrEqual(1.1 * delay);
  }
  const reached = receiver.requests.filter(({ headers }) => headers['webhook-id'] === delivery.id);
  expect(reached.map(({ body }) => body)).toEqual(getsThrough ? [delivery.body] : []);
});

test('a live key knows none of them', async () => {
  const listed = await told(server.call('GET', '/api/v2/webhook-deliveries', undefined, 'live'));
  expect(listed).toEqual({ data: [], nextCursor: null });
});
