import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import {
  complete,
  empty,
  fineTasks,
  jpeg,
  missing,
  nobodysDemographics,
  principal,
  startOperations,
  template,
  text,
  withoutDemographics,
  type OperationsUnderTest,
} from '#services/operations-under-test.suite.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { createVerifyFaces } from '#services/verify-faces.js';

let operations: OperationsUnderTest;
beforeEach(async () => {
  operations = await startOperations();
});
afterEach(() => operations.close());

const { face } = sampleVerification();

async function run(
  pictures: { first: UploadedPicture; second: UploadedPicture },
  tasks: EngineTasks = fineTasks,
  caller: Principal = principal,
) {
  const verifyFaces = createVerifyFaces({ tasksFor: () => tasks, perform: operations.perform });
  const outcome = await verifyFaces({ transactionId: 't1', principal: caller, dialect: 'native', ...pictures });
  return { outcome, stored: await operations.stored('t1') };
}
const both = { first: jpeg, second: jpeg };

test('one person: the verdict with both faces, stored', async () => {
  const { outcome, stored } = await run(both);
  expect(outcome.ok && outcome.value).toMatchObject({ match: true, decision: 'match', faces: [face, face] });
  expect(stored).toEqual({
    operation: 'face-verify',
    result: { status: 'completed', value: outcome.ok && outcome.value },
  });
});

test('two people: no match', async () => {
  const second = complete(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1));
  const tasks: EngineTasks = {
    ...fineTasks,
    analyseSelfie: async (bytes) => ok({ face, template: template(bytes === second.bytes ? 5 : 0), timings: {} }),
  };
  const { outcome } = await run({ first: jpeg, second }, tasks);
  expect(outcome).toMatchObject({ ok: true, value: { match: false, decision: 'no-match' } });
});

test('where age and gender are switched off they are neither told nor stored', async () => {
  const { outcome, stored } = await run(both, fineTasks, withoutDemographics);
  const told = outcome.ok && outcome.value.faces.map(({ demographics }) => demographics);
  expect(told).toEqual([nobodysDemographics, nobodysDemographics]);
  expect(JSON.stringify(stored)).not.toContain('female');
});

test.each<[string, UploadedPicture, UploadedPicture, FailureCode, 'first' | 'second']>([
  ['both missing', missing, missing, 'image-missing', 'first'],
  ['first empty, second missing', empty, missing, 'image-empty', 'first'],
  ['text as second', jpeg, text, 'image-type-unsupported', 'second'],
  ['second missing', jpeg, missing, 'image-missing', 'second'],
])('%s', async (_name, first, second, code, subject) => {
  const { outcome, stored } = await run({ first, second });
  expect(outcome).toEqual(fail({ code, subject }));
  expect(stored).toEqual({ operation: 'face-verify', result: { status: 'failed', failure: { code, subject } } });
});

test('a first picture that cannot be decoded is told before a missing second one', async () => {
  const tasks: EngineTasks = { ...fineTasks, checkImage: async () => fail({ code: 'image-undecodable' }) };
  const { outcome } = await run({ first: jpeg, second: missing }, tasks);
  expect(outcome).toEqual(fail({ code: 'image-undecodable', subject: 'first' }));
});

type Failing = FailureCode | 'fine';
test.each<[Failing, Failing, FailureCode, 'first' | 'second' | undefined]>([
  ['face-not-found', 'fine', 'face-not-found', 'first'],
  ['fine', 'several-faces', 'several-faces', 'second'],
  // Files come first
  ['face-not-found', 'image-undecodable', 'image-undecodable', 'second'],
  ['image-undecodable', 'image-too-large', 'image-undecodable', 'first'],
  // then the first face before the second
  ['face-features-failed', 'face-not-found', 'face-features-failed', 'first'],
  // The server's own faults are about neither picture
  ['face-not-found', 'deadline-exceeded', 'deadline-exceeded', undefined],
])('first %s, second %s: %s', async (ofFirst, ofSecond, code, subject) => {
  const second = complete(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1));
  const tasks: EngineTasks = {
    ...fineTasks,
    analyseSelfie: async (bytes) => {
      const failing = bytes === second.bytes ? ofSecond : ofFirst;
      return failing === 'fine' ? fineTasks.analyseSelfie(bytes) : fail({ code: failing });
    },
  };
  const { outcome } = await run({ first: jpeg, second }, tasks);
  expect(outcome).toEqual(fail(subject === undefined ? { code } : { code, subject }));
});
