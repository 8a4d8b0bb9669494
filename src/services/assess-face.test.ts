import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { createAssessFace } from '#services/assess-face.js';
import {
  fineTasks,
  jpeg,
  missing,
  nobodysDemographics,
  principal,
  startOperations,
  text,
  withoutDemographics,
  type OperationsUnderTest,
} from '#services/operations-under-test.suite.js';

let operations: OperationsUnderTest;
beforeEach(async () => {
  operations = await startOperations();
});
afterEach(() => operations.close());

const { face } = sampleVerification();
const request = { transactionId: 't1', principal, dialect: 'native' } as const;

test('a face, stored before it is told', async () => {
  const assessFace = createAssessFace({ tasksFor: () => fineTasks, perform: operations.perform });
  const reading = { face, timings: { 'selfie.detect': 2 } };
  expect(await assessFace({ ...request, photo: jpeg })).toEqual(ok(reading));
  expect(await operations.stored('t1')).toEqual({
    operation: 'face-assess',
    result: { status: 'completed', value: reading },
  });
});

test('where age and gender are switched off they are not told', async () => {
  const assessFace = createAssessFace({ tasksFor: () => fineTasks, perform: operations.perform });
  const outcome = await assessFace({ ...request, principal: withoutDemographics, photo: jpeg });
  expect(outcome.ok && outcome.value.face.demographics).toEqual(nobodysDemographics);
});

test.each<[FailureCode, object]>([
  ['several-faces', { code: 'several-faces', subject: 'photo' }],
  ['image-undecodable', { code: 'image-undecodable', subject: 'photo' }],
  ['deadline-exceeded', { code: 'deadline-exceeded' }],
])('%s', async (code, failure) => {
  const tasks = { ...fineTasks, analyseSelfie: async () => fail({ code }) };
  const assessFace = createAssessFace({ tasksFor: () => tasks, perform: operations.perform });
  expect(await assessFace({ ...request, photo: jpeg })).toEqual({ ok: false, failure });
  expect((await operations.stored('t1'))?.result).toEqual({ status: 'failed', failure });
});

test('what is wrong with the upload', async () => {
  const assessFace = createAssessFace({ tasksFor: () => fineTasks, perform: operations.perform });
  expect(await assessFace({ ...request, photo: missing })).toEqual(fail({ code: 'image-missing', subject: 'photo' }));
  expect(await assessFace({ ...request, transactionId: 't2', photo: text })).toEqual(
    fail({ code: 'image-type-unsupported', subject: 'photo' }),
  );
});
