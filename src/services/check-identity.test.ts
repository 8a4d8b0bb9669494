import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createCheckIdentity } from '#services/check-identity.js';
import {
  fineTasks,
  jpeg,
  principal,
  startOperations,
  template,
  type OperationsUnderTest,
} from '#services/operations-under-test.suite.js';

const { face, document } = sampleVerification();
const detected = {
  box: face.box,
  landmarks: face.landmarks,
  pose: face.pose,
  confidence: face.confidence,
  interEyeDistancePixels: face.interEyeDistancePixels,
};
const tasks: EngineTasks = {
  ...fineTasks,
  detectFaces: async () => ok({ width: 90, height: 60, faces: [detected], timings: {} }),
  analysePortrait: async () => ok({ face: detected, template: template(0), timings: {} }),
};

let operations: OperationsUnderTest;
beforeEach(async () => {
  operations = await startOperations();
});
afterEach(() => operations.close());

const check = (using: EngineTasks) =>
  createCheckIdentity({ tasksFor: () => using, perform: operations.perform, now: () => 1000 })({
    transactionId: 't1',
    principal,
    dialect: 'deepidv',
    document: jpeg,
    selfie: jpeg,
  });

test('three parts, remembered as they were told', async () => {
  const outcome = await check(tasks);
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      document: { ok: true, value: { document, picture: { width: 90, height: 60 } } },
      detection: { ok: true, value: { width: 90, height: 60, faces: [detected] } },
      comparison: { ok: true, value: { match: true, decision: 'match', faces: [detected, detected] } },
    },
  });
  expect(await operations.stored('t1')).toEqual({
    operation: 'identity-check',
    result: { status: 'completed', value: outcome.ok && outcome.value },
  });
});

test('no part waits for another: the reading ends last and the rest is there', async () => {
  let readDocument = (): void => undefined;
  const held = new Promise<void>((resolve) => (readDocument = resolve));
  const begun: string[] = [];
  const noted =
    <Arguments extends unknown[], Answer>(name: string, work: (...given: Arguments) => Promise<Answer>) =>
    async (...given: Arguments): Promise<Answer> => {
      begun.push(name);
      // The reading ends only once everything else has begun.
      if (begun.length === 4) readDocument();
      return work(...given);
    };
  const outcome = await check({
    ...tasks,
    analyseDocument: noted('reading', async (bytes, nowEpochMs) => {
      await held;
      return tasks.analyseDocument(bytes, nowEpochMs);
    }),
    detectFaces: noted('detection', (bytes) => tasks.detectFaces(bytes)),
    analysePortrait: noted('portrait', (bytes, options) => tasks.analysePortrait(bytes, options)),
  });
  expect(outcome.ok).toBe(true);
  expect(begun.sort()).toEqual(['detection', 'portrait', 'portrait', 'reading']);
});

test('a part that fails leaves the others, and says which picture it is about', async () => {
  const outcome = await check({
    ...tasks,
    analyseDocument: async () => fail({ code: 'several-documents' }),
    analysePortrait: async (_, { secondFace }) =>
      secondFace === 'ignored' ? fail({ code: 'face-features-failed' }) : fail({ code: 'several-faces' }),
  });
  expect(outcome).toEqual(
    ok({
      document: fail({ code: 'several-documents', subject: 'document' }),
      detection: ok({ width: 90, height: 60, faces: [detected] }),
      comparison: fail({ code: 'portrait-features-failed', subject: 'document' }),
    }),
  );
});

test('a fault of the server in any part is one of the whole call, about no picture', async () => {
  const outcome = await check({ ...tasks, detectFaces: async () => fail({ code: 'deadline-exceeded' }) });
  expect(outcome).toEqual(fail({ code: 'deadline-exceeded' }));
});
