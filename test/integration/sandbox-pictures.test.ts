import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import { sandboxScenario, sandboxScenarioNames, type SandboxScenarioName } from '#domain/sandbox.js';
import { blankFrames, videoHead } from '../support/blank-frames.js';
import { formOf } from '../support/picture-form.js';
import { dialectCalls } from '../support/sandbox-calls/dialect-calls.js';
import type { Part, PictureCall, Scenarios } from '../support/sandbox-calls/picture-call.js';
import { verdictsOf, type Verdicts } from '../support/sandbox-calls/verdicts.js';
import { plainPicture, sandboxPicture } from '../support/sandbox-picture.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { inShortForm } from '../support/test-form.js';

// Every verdict of the sandbox in every dialect, and every failure, in every call of every dialect and in each of its pictures, over HTTP with a test key, held to
// that dialect's own table of failures.

let server: SandboxServer;
beforeAll(async () => {
  server = await startSandboxServer({ videoFrames: blankFrames });
});
afterAll(() => server.close());

const failures = {
  document: (name: SandboxScenarioName) => sandboxScenario(name)?.documentFailure ?? null,
  face: (name: SandboxScenarioName) => sandboxScenario(name)?.faceFailure ?? null,
} as const satisfies Record<Part['readAs'], (name: SandboxScenarioName) => FailureCode | null>;

/** The scenarios that are a failure of this part, each with its code. */
const failuresOf = ({ readAs, never = [] }: Part): (readonly [SandboxScenarioName, FailureCode])[] =>
  sandboxScenarioNames.flatMap((name) => {
    const code = failures[readAs](name);
    return code === null || never.includes(code) ? [] : [[name, code] as const];
  });

/** What one part names, and what the others of its call do. */
const scenariosOf = (
  { parts }: PictureCall,
  one: Part,
  scenario: SandboxScenarioName,
  others: SandboxScenarioName | null,
): Scenarios => Object.fromEntries(parts.map((part) => [part.name, part === one ? scenario : others]));

describe.each(dialectCalls)('$dialect', ({ calls, unreachable }) => {
  const rows = calls.flatMap((call) => call.parts.map((part) => ({ name: call.call, part, call })));

  test.each(inShortForm(3, rows))('$name, $part.name', async ({ part, call }) => {
    for (const [scenario, code] of failuresOf(part)) {
      const { status, body, headers } = await call.send(server, scenariosOf(call, part, scenario, 'match'));
      expect({ scenario, status, body }).toMatchObject({ scenario, ...part.expected(code) });
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
  });

  test('no failure of the sandbox is left out', () => {
    const reached = rows.flatMap(({ part }) => failuresOf(part).map(([, code]) => code));
    const every = Object.values(failures).flatMap((failureOf) => sandboxScenarioNames.map(failureOf));
    const expected = new Set(every.filter((code) => code !== null && !unreachable.includes(code)));
    expect([...new Set(reached)].sort()).toEqual([...expected].sort());
  });
});

const asInMatch: Verdicts = {
  ooto: true,
  deepidv: true,
  trustmatic: true,
  clearconsent: 'verified',
  native: ['match'],
};
const reviewed = (reason: string): Pick<Verdicts, 'clearconsent' | 'native'> => ({
  clearconsent: 'review',
  native: ['review', reason],
});
const differs = { ooto: false, deepidv: false, trustmatic: false };

const verdicts: Partial<Record<SandboxScenarioName, Verdicts>> = {
  match: asInMatch,
  'no-match': { ...differs, clearconsent: 'rejected', native: ['no-match', 'similarity-below-review-band'] },
  review: { ...differs, ...reviewed('similarity-in-review-band') },
  'document-expired': { ...asInMatch, deepidv: false, ...reviewed('document-expired') },
  'document-contradictory': { ...asInMatch, ...reviewed('document-contradictory') },
  'document-check-digit-failed': { ...asInMatch, deepidv: false, ...reviewed('document-check-digit-failed') },
  'document-copy-suspected': { ...asInMatch, ...reviewed('document-copy-suspected') },
  'liveness-failed': { ...asInMatch, clearconsent: 'rejected', native: ['review', 'liveness-failed'] },
  'deepfake-suspected': { ...asInMatch, clearconsent: 'rejected', native: ['review', 'deepfake-suspected'] },
  // Pictures that come by a request belong to no session.
  'injection-suspected': asInMatch,
  slow: asInMatch,
  'webhook-fails-twice': asInMatch,
  'webhook-fails': asInMatch,
};
const judged = sandboxScenarioNames.filter((name) => failures.document(name) === null && failures.face(name) === null);

describe.concurrent('what every dialect says where nothing fails', () => {
  test.each(inShortForm(4, judged))('%s', async (scenario) => {
    const startedAt = performance.now();
    expect(await verdictsOf(server, scenario)).toEqual(verdicts[scenario]);
    // Timers may fire a little early.
    const leastMs = (sandboxScenario(scenario)?.delayMs ?? 0) - 5;
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(leastMs);
  });
});

const named = (part: string, scenario: SandboxScenarioName) => ({ [part]: sandboxPicture(scenario) });

describe('a picture that names nothing beside one that names a scenario is as in match', () => {
  const rows = dialectCalls.flatMap(({ dialect, calls }) =>
    calls
      .filter(({ parts }) => parts.length > 1)
      .flatMap((call) => call.parts.map((part) => ({ dialect, call, part }))),
  );

  test.each(inShortForm(4, rows))('$dialect: $call.call, $part.name', async ({ call, part }) => {
    const beside = await call.send(server, scenariosOf(call, part, 'match', null));
    const whole = await call.send(server, scenariosOf(call, part, 'match', 'match'));
    expect(beside.status).toBeLessThan(300);
    expect(withoutIds(beside.body)).toEqual(withoutIds(whole.body));
  });

  test('the other one still says what it says', async () => {
    const selfie = { doc: plainPicture, ...named('selfie', 'no-match') };
    expect(await server.call('POST', '/api/v1.0/doc/identify', formOf(selfie))).toMatchObject({
      status: 200,
      body: { result: { comparison: { same: false } } },
    });
    const document = { ...named('doc', 'portrait-not-found'), selfie: plainPicture };
    expect(await server.call('POST', '/api/v1.0/doc/identify', formOf(document))).toMatchObject({
      status: 400,
      body: { result: { code: 208, field: 'doc' } },
    });
  });

  test('where the context names one, that', async () => {
    const form = { ...named('documentFront', 'match'), selfie: plainPicture, userIdentifier: 'sandbox:no-match' };
    expect(await server.call('POST', '/api/v2/verifications', formOf(form))).toMatchObject({
      status: 201,
      body: { livemode: false, decision: 'no-match' },
    });
  });
});

/** What differs between two equal calls: ids, signed addresses, names of files, times. */
const withoutIds = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (key, value: unknown) =>
    /^(id|transactionId|url|files|timings|createdAt)$/.test(key) ? null : value,
  );

describe('a video names no scenario: the context of its call does', () => {
  const check = (more: Readonly<Record<string, string | Uint8Array>>) =>
    server.call(
      'POST',
      '/verif/submit',
      formOf({ api_key: server.key, selfie_video: videoHead, id_photo: plainPicture, ...more }),
    );
  const verify = (more: Readonly<Record<string, string | Uint8Array>>) =>
    server.call(
      'POST',
      '/api/v2/verifications',
      formOf({ selfieVideo: videoHead, documentFront: plainPicture, ...more }),
    );

  test('ClearConsent, by user_identifier; the photo names its own', async () => {
    const attack = { user_identifier: 'sandbox:liveness-failed' };
    const rejected = { result: { status: 'rejected', verificationAssessment: { riskFactors: ['liveness-failed'] } } };
    expect(await check(attack)).toMatchObject({ status: 200, body: rejected });
    expect(await check({ ...attack, id_photo: sandboxPicture('document-expired') })).toMatchObject({
      body: {
        result: {
          status: 'rejected',
          verificationAssessment: { riskFactors: ['liveness-failed', 'document-expired'] },
        },
      },
    });
  });

  test('our own API, by userIdentifier or metadata; the document names its own', async () => {
    const decided = (decision: string) => ({ status: 201, body: { livemode: false, decision } });
    expect(await verify({ userIdentifier: 'sandbox:no-match' })).toMatchObject(decided('no-match'));
    expect(await verify({ metadata: '{"sandbox": "review"}' })).toMatchObject(decided('review'));
    const document = sandboxPicture('document-not-found');
    expect(await verify({ userIdentifier: 'sandbox:no-match', documentFront: document })).toMatchObject({
      status: 422,
      body: { code: 'document-not-found' },
    });
  });

  test('without a context, a video beside a picture that names a scenario is as in match', async () => {
    const document = sandboxPicture('match');
    expect(await check({ user_identifier: 'user-7', id_photo: document })).toMatchObject({
      body: { result: { status: 'verified' } },
    });
    expect(await verify({ documentFront: document })).toMatchObject({ status: 201, body: { decision: 'match' } });
  });
});
