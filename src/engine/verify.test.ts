import { expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import type { DocumentAnalysis, EngineTasks, SelfieAnalysis } from '#engine/engine-tasks.js';
import { defaultPolicy } from '#engine/decision/policy.js';
import { verify } from '#engine/verify.js';

// Scripted analyses: the order of several failures at once is decided here, whatever pictures cause them.
const sample = sampleVerification();
const vector = (first: number) => Float32Array.from({ length: 128 }, (_, i) => (i === 0 ? first : 0));
const template = { digest: 'd', vector: vector(0) };
const selfie: SelfieAnalysis = { face: sample.face, template, timings: { 'selfie.detect': 2 } };
const document: DocumentAnalysis = {
  document: sample.document,
  picture: { width: 1000, height: 700 },
  portrait: { status: 'ok', template, face: sample.face },
  timings: { 'document.read': 3 },
};
const input = { document: new Uint8Array(1), selfie: new Uint8Array(1), nowEpochMs: Date.UTC(2012, 0, 1) };

const tasks = (documentOutcome: Outcome<DocumentAnalysis>, selfieOutcome: Outcome<SelfieAnalysis>): EngineTasks => ({
  recogniser: shippedRecogniser,
  checkImage: async () => ok(null),
  detectFaces: async () => fail({ code: 'internal' }),
  analysePortrait: async () => fail({ code: 'internal' }),
  normaliseImage: async () => fail({ code: 'internal' }),
  reliefBetween: async () => fail({ code: 'internal' }),
  followPerson: async () => fail({ code: 'internal' }),
  analyseDocument: async () => documentOutcome,
  analyseSelfie: async () => selfieOutcome,
});

test('one person: the verdict with what was read and how long it took', async () => {
  const outcome = await verify(input, tasks(ok(document), ok(selfie)));
  expect(outcome.ok && outcome.value).toMatchObject({
    match: true,
    decision: 'match',
    reasons: [],
    face: sample.face,
    document: sample.document,
    timings: { 'selfie.detect': 2, 'document.read': 3 },
  });
});

test('two people: no match', async () => {
  const stranger = { ...selfie, template: { digest: 'd', vector: vector(5) } };
  expect(await verify(input, tasks(ok(document), ok(stranger)))).toMatchObject({
    ok: true,
    value: { match: false, decision: 'no-match', reasons: ['similarity-below-review-band'] },
  });
});

test('an application decides at its own operating point', async () => {
  const alike = { ...selfie, template: { digest: 'd', vector: vector(0.3125) } };
  const policy = { ...defaultPolicy, operatingPoint: { threshold: 0.75, reviewFrom: 0.7 } };
  expect(await verify(input, tasks(ok(document), ok(alike)))).toMatchObject({ value: { match: true } });
  expect(await verify(input, tasks(ok(document), ok(alike)), policy)).toMatchObject({
    value: { match: false, decision: 'no-match', comparison: { score: 0.6875, threshold: 0.75 } },
  });
});

test('templates of different models are never compared', async () => {
  const otherModel = { ...selfie, template: { ...template, digest: 'other' } };
  await expect(verify(input, tasks(ok(document), ok(otherModel)))).rejects.toThrow();
});

type Failing = FailureCode | 'fine';
const documentOutcome = (code: Failing): Outcome<DocumentAnalysis> => {
  if (code === 'fine') return ok(document);
  if (code === 'portrait-not-found' || code === 'portrait-features-failed') {
    return ok({ ...document, portrait: { status: 'failed', code } });
  }
  return fail({ code });
};
const selfieOutcome = (code: Failing): Outcome<SelfieAnalysis> => (code === 'fine' ? ok(selfie) : fail({ code }));

test.each<[Failing, Failing, FailureCode, 'document' | 'selfie' | undefined]>([
  // Each failure on its own
  ['document-not-found', 'fine', 'document-not-found', 'document'],
  ['portrait-not-found', 'fine', 'portrait-not-found', 'document'],
  ['fine', 'several-faces', 'several-faces', 'selfie'],
  // Files come first, the document's before the selfie's
  ['image-undecodable', 'image-type-unsupported', 'image-undecodable', 'document'],
  ['document-not-found', 'image-undecodable', 'image-undecodable', 'selfie'],
  ['portrait-not-found', 'image-too-large', 'image-too-large', 'selfie'],
  ['fine', 'image-dimensions-exceeded', 'image-dimensions-exceeded', 'selfie'],
  ['document-not-found', 'video-undecodable', 'video-undecodable', 'selfie'],
  ['document-not-found', 'video-decoder-not-installed', 'video-decoder-not-installed', undefined],
  // Then the document's findings before the selfie's
  ['several-documents', 'face-not-found', 'several-documents', 'document'],
  ['document-resolution-insufficient', 'several-faces', 'document-resolution-insufficient', 'document'],
  ['portrait-features-failed', 'face-features-failed', 'portrait-features-failed', 'document'],
  ['document-unreadable', 'face-not-found', 'document-unreadable', 'document'],
  ['fine', 'face-features-failed', 'face-features-failed', 'selfie'],
  // The server's own faults are about neither picture
  ['deadline-exceeded', 'face-not-found', 'deadline-exceeded', undefined],
  ['document-not-found', 'overloaded', 'overloaded', undefined],
  ['image-empty', 'deadline-exceeded', 'image-empty', 'document'],
])('document %s, selfie %s: %s', async (ofDocument, ofSelfie, code, subject) => {
  const outcome = await verify(input, tasks(documentOutcome(ofDocument), selfieOutcome(ofSelfie)));
  expect(outcome).toEqual({ ok: false, failure: subject === undefined ? { code } : { code, subject } });
});

test('a missing portrait is told before an unreadable document', async () => {
  const blank = { ...sample.document, fields: {}, mrz: null };
  const unreadable = { ...document, document: blank };
  expect(await verify(input, tasks(ok(unreadable), ok(selfie)))).toEqual(
    fail({ code: 'document-unreadable', subject: 'document' }),
  );
  const faceless: DocumentAnalysis = { ...unreadable, portrait: { status: 'failed', code: 'portrait-not-found' } };
  expect(await verify(input, tasks(ok(faceless), ok(selfie)))).toEqual(
    fail({ code: 'portrait-not-found', subject: 'document' }),
  );
});

test('a bad document file is told without waiting for the selfie', async () => {
  const never = new Promise<Outcome<SelfieAnalysis>>(() => undefined);
  const waiting = { ...tasks(fail({ code: 'image-empty' }), ok(selfie)), analyseSelfie: () => never };
  expect(await verify(input, waiting)).toEqual(fail({ code: 'image-empty', subject: 'document' }));
});

test('a fault of the server in one analysis is thrown, and the other one is not left unhandled', async () => {
  const broken = { ...tasks(ok(document), ok(selfie)), analyseSelfie: () => Promise.reject(new Error('worker died')) };
  await expect(verify(input, broken)).rejects.toThrow('worker died');
});
