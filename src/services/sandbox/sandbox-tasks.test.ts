import { beforeAll, expect, test } from 'vitest';
import { sandboxScenarioNames, sandboxScenarios } from '#domain/sandbox.js';
import { fail, ok } from '#domain/outcome.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { compareFaces } from '#engine/compare-faces.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { verify } from '#engine/verify.js';
import { scenarioInContext, scenarioInPicture } from '#services/sandbox/find-scenario.js';
import { createSandboxTasks } from '#services/sandbox/sandbox-tasks.js';
import { renderSandboxPictures } from '#specimens/sandbox/sandbox-pictures.js';

/** The real engine's part: every picture decodes, and no look is taken. */
const unasked = async () => fail({ code: 'internal' });
const engine: EngineTasks = {
  recogniser: shippedRecogniser,
  checkImage: async () => ok(null),
  normaliseImage: unasked,
  reliefBetween: unasked,
  followPerson: unasked,
  analyseSelfie: unasked,
  analyseDocument: unasked,
  analysePortrait: unasked,
  detectFaces: unasked,
};
const nowEpochMs = Date.UTC(2026, 10, 29);
let pictures: Map<string, Uint8Array>;
beforeAll(async () => {
  pictures = new Map((await renderSandboxPictures()).map(({ name, bytes }) => [name, bytes]));
});
const picture = (name: string): Uint8Array => pictures.get(`sandbox-${name}.jpg`)!;
const verified = (document: string, selfie: string) =>
  verify({ document: picture(document), selfie: picture(selfie), nowEpochMs }, createSandboxTasks(engine, null));

test('there is a picture for each scenario, and it names it', () => {
  expect(pictures.size).toBe(sandboxScenarioNames.length);
  for (const name of sandboxScenarioNames) expect(scenarioInPicture(picture(name))).toBe(sandboxScenarios[name]);
});

test.each([
  ['match', 'match', 'match', []],
  ['match', 'no-match', 'no-match', ['similarity-below-review-band']],
  ['match', 'review', 'review', ['similarity-in-review-band']],
  ['document-expired', 'match', 'review', ['document-expired']],
  ['document-contradictory', 'match', 'review', ['document-contradictory']],
  ['document-check-digit-failed', 'match', 'review', ['document-check-digit-failed']],
  ['document-copy-suspected', 'match', 'review', ['document-copy-suspected']],
])('document %s, selfie %s: %s', async (document, selfie, decision, reasons) => {
  expect(await verified(document, selfie)).toMatchObject({ ok: true, value: { decision, reasons } });
});

test.each(
  sandboxScenarioNames.flatMap((name) => {
    const { documentFailure, faceFailure } = {
      documentFailure: undefined,
      faceFailure: undefined,
      ...sandboxScenarios[name],
    };
    return [
      ...(documentFailure === undefined ? [] : [['document', name, documentFailure] as const]),
      ...(faceFailure === undefined ? [] : [['selfie', name, faceFailure] as const]),
    ];
  }),
)('as %s, %s fails with its code', async (role, name, code) => {
  const outcome = await (role === 'document' ? verified(name, 'match') : verified('match', name));
  expect(outcome.ok ? null : outcome.failure.code).toBe(code);
});

test('two selfies are compared alike', async () => {
  const tasks = createSandboxTasks(engine, null);
  const compared = await compareFaces({ a: picture('match'), b: picture('no-match') }, tasks);
  expect(compared).toMatchObject({ ok: true, value: { decision: 'no-match' } });
});

test('a fixed scenario answers for every picture; a picture that names one wins', async () => {
  const tasks = createSandboxTasks(engine, sandboxScenarios['liveness-failed']);
  const plain = Uint8Array.of(0xff, 0xd8, 0xff);
  expect(await tasks.analyseSelfie(plain)).toMatchObject({ value: { face: { liveness: { fine: false } } } });
  expect(await tasks.analyseSelfie(picture('face-not-found'))).toEqual(fail({ code: 'face-not-found' }));
});

test('any other picture goes to the real engine, and none that does not decode is answered', async () => {
  expect(await createSandboxTasks(engine, null).analyseSelfie(Uint8Array.of(0xff, 0xd8, 0xff))).toEqual(
    fail({ code: 'internal' }),
  );
  const broken = { ...engine, checkImage: async () => fail({ code: 'image-undecodable' }) };
  expect(await createSandboxTasks(broken, null).analyseSelfie(picture('match'))).toEqual(
    fail({ code: 'image-undecodable' }),
  );
});

test('a user identifier or the metadata name a scenario', () => {
  const none = { userIdentifier: null, metadata: null };
  expect(scenarioInContext({ ...none, userIdentifier: 'sandbox:review' })).toBe(sandboxScenarios.review);
  expect(scenarioInContext({ ...none, metadata: { sandbox: 'no-match' } })).toBe(sandboxScenarios['no-match']);
  for (const other of ['user-7', 'sandbox:', 'sandbox:nonsense', 'sandbox:constructor']) {
    expect(scenarioInContext({ userIdentifier: other, metadata: { sandbox: other } })).toBeNull();
  }
});

test('who looks for faces is told how many there are', async () => {
  const tasks = createSandboxTasks(engine, null);
  const count = async (name: string) => {
    const found = await tasks.detectFaces(picture(name));
    return found.ok ? found.value.faces.length : found.failure.code;
  };
  expect([await count('match'), await count('face-not-found'), await count('several-faces')]).toEqual([1, 0, 2]);
  expect([await count('face-too-close'), await count('internal')]).toEqual([1, 'internal']);
});

test('a document without a portrait shows none to whoever reads it or looks for a face on it', async () => {
  const tasks = createSandboxTasks(engine, null);
  expect(await tasks.analyseDocument(picture('portrait-not-found'), nowEpochMs)).toMatchObject({
    value: { document: { portrait: null }, portrait: { status: 'failed', code: 'portrait-not-found' } },
  });
  const portraitOf = (name: string) => tasks.analysePortrait(picture(name), { secondFace: 'ignored' });
  expect(await portraitOf('portrait-not-found')).toEqual(fail({ code: 'face-not-found' }));
  expect(await portraitOf('portrait-features-failed')).toEqual(fail({ code: 'face-features-failed' }));
});
