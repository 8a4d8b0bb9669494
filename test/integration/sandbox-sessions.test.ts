import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionResource } from '#contract/session.js';
import { sandboxScenarioNames, type SandboxScenarioName } from '#domain/sandbox.js';
import { isFinal, sessionKinds, sessionStatuses, type SessionKind, type SessionStatus } from '#domain/session.js';
import { deepidvStatuses, type DeepidvStatus } from '#services/sessions/deepidv-sessions.js';
import { blankFrames, videoHead } from '../support/blank-frames.js';
import { plainPicture } from '../support/sandbox-picture.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { openLink, sessionCalls, told, type MadeSession, type Visitor } from '../support/sandbox-sessions.js';
import { inShortForm } from '../support/test-form.js';

// Every state of a session, with a test key, on a server as it is wired: applications and the pages of their links talk to it over
// HTTP alone.

let server: SandboxServer;
beforeAll(async () => {
  server = await startSandboxServer({ videoFrames: blankFrames });
});
afterAll(() => server.close());

const dayMs = 86_400_000;
const changeSettings = (settings: object) => told(server.call('PATCH', '/api/v2/application/settings', settings));

/** What becomes of a session, and how each dialect then tells of it. */
interface State {
  /** Settings of the application when it is made. */
  readonly sessions?: object;
  readonly reach: (session: MadeSession) => Promise<unknown>;
  readonly deepidv: DeepidvStatus;
  readonly failure?: string;
}

/** Shows what is asked for: one picture, or both at once. */
const show = async (visitor: Visitor, scenario: SandboxScenarioName) =>
  (await visitor.asked()) === 'both' ? visitor.showBoth(scenario, videoHead) : visitor.show(scenario);

/** Shows `scenario` until the session is over, as a person who tries again. */
async function showUntilOver(session: MadeSession, scenario: SandboxScenarioName): Promise<void> {
  const visitor = await openLink(server, session);
  for (let tries = 0; tries < 9 && (await visitor.asked()) !== null; tries += 1) {
    await show(visitor, scenario);
  }
}

const states = {
  CREATED: { reach: async (_: MadeSession) => undefined, deepidv: 'PENDING' },
  CAPTCHA_OK: {
    sessions: { needCaptcha: true, captchaDifficultyBits: 4 },
    reach: async (session) => (await openLink(server, session)).proveWork(),
    deepidv: 'PENDING',
  },
  IN_PROGRESS: {
    reach: async (session) => show(await openLink(server, session), 'image-undecodable'),
    deepidv: 'SUBMITTED',
  },
  DONE: { reach: (session) => showUntilOver(session, 'match'), deepidv: 'VERIFIED' },
  FAILED: { reach: (session) => showUntilOver(session, 'internal'), deepidv: 'REJECTED', failure: 'internal' },
  EXPIRED: { reach: async (_: MadeSession) => server.advance(dayMs), deepidv: 'VOIDED' },
  CANCELED: {
    reach: ({ id }) => told(server.call('POST', `/api/v2/sessions/${id}/cancel`)),
    deepidv: 'VOIDED',
  },
} as const satisfies Record<SessionStatus, State>;

/** The whole answer would repeat the unit tests; this is what depends on the state. */
const expected: Record<SessionKind, (status: SessionStatus, state: State) => object> = {
  'ooto-flow': (status, { failure }) => ({
    status,
    nextStep: isFinal(status) ? null : 'LIVENESS',
    result: status === 'DONE' ? (expect.objectContaining({ liveness: fine, deepfake: fine }) as object) : null,
    ...(failure !== undefined && { failure: { code: failure } }),
  }),
  deepidv: (status, { deepidv }) => ({
    status: deepidv,
    completedAt: isFinal(status) ? (expect.any(String) as string) : null,
    result: status === 'DONE' ? (expect.objectContaining({ verified: true }) as object) : null,
    error: status === 'FAILED' ? 'The server failed; the fault is not in the request.' : null,
  }),
  native: (status, { failure }) => ({
    status,
    livemode: false,
    nextStep: isFinal(status) ? null : 'DOCUMENT',
    endedAt: isFinal(status) ? (expect.any(String) as string) : null,
    failure: failure === undefined ? null : { code: failure },
  }),
  clearconsent: (status, { failure }) => ({
    status,
    userIdentifier: 'user-7',
    nextStep: isFinal(status) ? null : 'DOCUMENT',
    failure: failure === undefined ? null : { code: failure },
    result:
      status === 'DONE' ? (expect.objectContaining({ verdict: matching }) as object) : status === 'FAILED' ? {} : null,
  }),
};
const matching = expect.objectContaining({ decision: 'match' }) as object;
const fine = { status: 'assessed', score: 0.98, fine: true };

describe.each(sessionKinds)('%s', (kind) => {
  test.each(inShortForm(4, sessionStatuses))('%s', async (status) => {
    const state: State = states[status];
    await changeSettings({ sessions: { needCaptcha: false, ...state.sessions } });
    const session = await sessionCalls[kind](server);
    await state.reach(session);
    expect(await session.read()).toMatchObject(expected[kind](status, state));
    // Our own API knows the sessions of every dialect.
    expect(await told(server.call('GET', `/api/v2/sessions/${session.id}`))).toMatchObject({
      kind,
      status,
      livemode: false,
    });
    const listed = await told(server.call('GET', `/api/v2/sessions?status=${status}&limit=1`));
    expect(listed).toMatchObject({ data: [{ id: session.id, status }] });
  });
});

test('every word of deepidv is reached', () => {
  expect([...new Set(Object.values(states).map(({ deepidv }) => deepidv))].sort()).toEqual([...deepidvStatuses].sort());
});

test.each<[SandboxScenarioName, SandboxScenarioName, boolean]>([
  ['match', 'no-match', false],
  ['document-expired', 'match', true],
  ['document-check-digit-failed', 'match', true],
])('REJECTED in deepidv though it is done: document %s, selfie %s', async (document, selfie, isMatch) => {
  const session = await sessionCalls.deepidv(server);
  const visitor = await openLink(server, session);
  expect(await visitor.show(document)).toBeNull();
  expect(await session.read()).toMatchObject({ status: 'SUBMITTED' });
  expect(await visitor.show(selfie)).toBeNull();
  expect(await session.read()).toMatchObject({
    status: 'REJECTED',
    result: { verified: false, faceMatch: { isMatch } },
    error: null,
  });
});

test('a live key knows no session of the sandbox', async () => {
  const session = await sessionCalls.native(server);
  expect(await server.call('GET', `/api/v2/sessions/${session.id}`, undefined, 'live')).toMatchObject({ status: 404 });
  expect(await told(server.call('GET', '/api/v2/sessions', undefined, 'live'))).toEqual({ data: [], nextCursor: null });
});

test('one picture that names a scenario is enough for a match', async () => {
  const session = await sessionCalls.deepidv(server);
  const visitor = await openLink(server, session);
  expect([await visitor.show('match'), await visitor.show(plainPicture)]).toEqual([null, null]);
  expect(await session.read()).toMatchObject({ status: 'VERIFIED' });
});

test.each<[string, SandboxScenarioName | undefined]>([
  ['document', undefined],
  ['metadata', 'match'],
])('a person who is filmed need not move where the %s says what liveness is', async (_, scenario) => {
  const session = await sessionCalls.native(server, scenario);
  const visitor = await openLink(server, session);
  expect([await visitor.show('match'), await visitor.film(videoHead)]).toEqual([null, null]);
  expect(await session.read()).toMatchObject({
    status: 'DONE',
    result: { verdict: { decision: 'match' }, activeLiveness: { reasons: [], steps: [] } },
  });
});

test('an application that keeps no media has sessions all the same', async () => {
  await changeSettings({ retention: { mediaDays: 0 } });
  const before = server.storedFiles();
  const session = await sessionCalls.native(server);
  const visitor = await openLink(server, session);
  expect(await visitor.show('match')).toBeNull();
  server.advance(60_000);
  expect(await visitor.show(plainPicture)).toBeNull();
  await changeSettings({ retention: { mediaDays: 7 } });
  expect(await session.read()).toMatchObject({ status: 'DONE', result: { verdict: { decision: 'match' } } });
  expect(server.storedFiles()).toBe(before);
});

test('CANCELED also by the person, who does not want to', async () => {
  const session = await sessionCalls['ooto-flow'](server);
  const visitor = await openLink(server, session);
  await visitor.decline();
  expect(await session.read()).toMatchObject({ status: 'CANCELED', result: null });
});

/**
 * What a session comes to whose metadata name the scenario, where the person shows four pictures, each of what is asked for: its
 * state, and the decision, why it failed, or what the person was told last.
 */
const outcomes = {
  match: ['DONE', 'match'],
  'no-match': ['DONE', 'no-match'],
  review: ['DONE', 'review'],
  'document-expired': ['DONE', 'review'],
  'document-contradictory': ['DONE', 'review'],
  'document-check-digit-failed': ['DONE', 'review'],
  'document-copy-suspected': ['DONE', 'review'],
  'liveness-failed': ['FAILED', 'liveness-failed'],
  'deepfake-suspected': ['FAILED', 'deepfake-suspected'],
  'injection-suspected': ['DONE', 'review'],
  slow: ['DONE', 'match'],
  'webhook-fails-twice': ['DONE', 'match'],
  'webhook-fails': ['DONE', 'match'],
  'document-not-found': ['IN_PROGRESS', 'document-not-found'],
  'several-documents': ['IN_PROGRESS', 'several-documents'],
  'document-resolution-insufficient': ['IN_PROGRESS', 'document-resolution-insufficient'],
  'portrait-not-found': ['IN_PROGRESS', 'portrait-not-found'],
  'portrait-features-failed': ['IN_PROGRESS', 'portrait-features-failed'],
  'document-unreadable': ['IN_PROGRESS', 'document-unreadable'],
  'document-cropped': ['IN_PROGRESS', 'document-cropped'],
  'face-not-found': ['IN_PROGRESS', 'face-not-found'],
  'several-faces': ['IN_PROGRESS', 'several-faces'],
  'face-features-failed': ['IN_PROGRESS', 'face-features-failed'],
  'face-too-close': ['IN_PROGRESS', 'face-too-close'],
  'image-undecodable': ['IN_PROGRESS', 'image-undecodable'],
  'image-too-large': ['IN_PROGRESS', 'image-too-large'],
  'image-dimensions-exceeded': ['IN_PROGRESS', 'image-dimensions-exceeded'],
  'image-type-unsupported': ['IN_PROGRESS', 'image-type-unsupported'],
  'video-undecodable': ['IN_PROGRESS', 'video-undecodable'],
  // Ends the session at once.
  'video-decoder-not-installed': ['FAILED', 'video-decoder-not-installed'],
  // The picture may come again as often as it takes.
  overloaded: ['IN_PROGRESS', 'overloaded'],
  'deadline-exceeded': ['FAILED', 'deadline-exceeded'],
  internal: ['FAILED', 'internal'],
} as const satisfies Record<SandboxScenarioName, readonly [SessionStatus, string]>;

describe.concurrent('a session whose metadata name a scenario', () => {
  test.each(inShortForm(4, sandboxScenarioNames))('%s', async (scenario) => {
    const session = await sessionCalls.native(server, scenario);
    const visitor = await openLink(server, session);
    let refusal: string | null = null;
    for (let shown = 0; shown < 4 && (await visitor.asked()) !== null; shown += 1) {
      refusal = await visitor.show(plainPicture);
    }
    const { status, failure, result } = await told<SessionResource>(
      server.call('GET', `/api/v2/sessions/${session.id}`),
    );
    // The person is told why a picture was not accepted as long as there is another try; the application why it failed.
    const word = status === 'DONE' ? result?.verdict?.decision : status === 'FAILED' ? failure?.code : refusal;
    expect([status, word]).toEqual(outcomes[scenario]);
    expect(failure === null).toBe(status !== 'FAILED');
  });
});
