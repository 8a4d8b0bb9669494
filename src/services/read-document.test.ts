import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DocumentAssessment } from '#domain/document.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import {
  empty,
  fineTasks,
  jpeg,
  principal,
  startOperations,
  type OperationsUnderTest,
} from '#services/operations-under-test.suite.js';
import { createReadDocument } from '#services/read-document.js';

let operations: OperationsUnderTest;
beforeEach(async () => {
  operations = await startOperations();
});
afterEach(() => operations.close());

const { document } = sampleVerification();
const request = { transactionId: 't1', principal, dialect: 'native', document: jpeg, portrait: 'required' } as const;

const readDocumentWith = (tasks: EngineTasks) =>
  createReadDocument({ tasksFor: () => tasks, perform: operations.perform, now: () => 1000 });

/** The back of a card, or a page on which nothing is legible. */
const showing = (shown: Partial<DocumentAssessment>): EngineTasks => ({
  ...fineTasks,
  analyseDocument: async () =>
    ok({
      document: { ...document, ...shown },
      picture: { width: 90, height: 60 },
      portrait: { status: 'failed', code: 'portrait-not-found' },
      timings: {},
    }),
});

test('a document, stored before it is told', async () => {
  const reading = { document, picture: { width: 90, height: 60 }, timings: { 'document.read': 3 } };
  expect(await readDocumentWith(fineTasks)(request)).toEqual(ok(reading));
  expect(await operations.stored('t1')).toEqual({
    operation: 'document-read',
    result: { status: 'completed', value: reading },
  });
});

test('a document without a portrait is a failure only where one is required', async () => {
  const readDocument = readDocumentWith(showing({ portrait: null }));
  expect(await readDocument(request)).toEqual(fail({ code: 'portrait-not-found', subject: 'document' }));
  const outcome = await readDocument({ ...request, transactionId: 't2', portrait: 'optional' });
  expect(outcome.ok && outcome.value.document.portrait).toBeNull();
});

test('a portrait that is too small to be compared is located all the same', async () => {
  const outcome = await readDocumentWith(showing({}))(request);
  expect(outcome.ok && outcome.value.document.portrait).toEqual(document.portrait);
});

test('not one field: unreadable, told after a missing portrait', async () => {
  const unreadable = fail({ code: 'document-unreadable', subject: 'document' });
  expect(await readDocumentWith(showing({ fields: {}, mrz: null }))(request)).toEqual(unreadable);
  const faceless = showing({ fields: {}, mrz: null, portrait: null });
  expect(await readDocumentWith(faceless)({ ...request, transactionId: 't2' })).toEqual(
    fail({ code: 'portrait-not-found', subject: 'document' }),
  );
});

test.each<FailureCode>(['document-not-found', 'several-documents', 'document-resolution-insufficient'])(
  '%s',
  async (code) => {
    const tasks = { ...fineTasks, analyseDocument: async () => fail({ code }) };
    expect(await readDocumentWith(tasks)(request)).toEqual(fail({ code, subject: 'document' }));
  },
);

test('what is wrong with the upload', async () => {
  expect(await readDocumentWith(fineTasks)({ ...request, document: empty })).toEqual(
    fail({ code: 'image-empty', subject: 'document' }),
  );
});
