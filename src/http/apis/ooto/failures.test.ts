import { expect, test } from 'vitest';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';
import { toOotoFailure } from '#http/apis/ooto/failures.js';

/** The published table of seed 000, letter for letter. */
const published: readonly (readonly [FailureCode, number, string])[] = [
  ['image-missing', 1, 'photo should not be empty'],
  ['image-type-unsupported', 2, 'wrong mime-type in input data'],
  ['image-empty', 3, 'photo size is 0 bytes'],
  ['image-undecodable', 4, 'can not decode image, check it is valid jpeg or png file'],
  ['face-not-found', 5, 'can not detect face (in selfie)'],
  ['several-faces', 6, 'more than one face detected on photo'],
  ['portrait-features-failed', 8, 'portrait from document not similar to template'],
  ['face-features-failed', 9, 'can not extract features from sample'],
  ['document-not-found', 201, 'can not detect document'],
  ['several-documents', 202, 'more than one document detected'],
  ['document-unreadable', 203, 'can not make OCR for document'],
  ['portrait-not-found', 208, 'can not find portrait on document'],
  ['document-resolution-insufficient', 209, 'insufficient resolution of the photo'],
];

test.each(published)('%s is %d, %j', (code, number, info) => {
  expect(toOotoFailure({ code, subject: 'document' })).toEqual({
    status: 400,
    result: { status: 'error', code: number, info, field: 'doc' },
  });
});

test('over the size or pixel limits is code 4', () => {
  const undecodable = toOotoFailure({ code: 'image-undecodable', subject: 'selfie' });
  expect(toOotoFailure({ code: 'image-too-large', subject: 'selfie' })).toEqual(undecodable);
  expect(toOotoFailure({ code: 'image-dimensions-exceeded', subject: 'selfie' })).toEqual(undecodable);
});

test('outside the table the code is the HTTP status', () => {
  const inTable = new Set(published.map(([, number]) => number));
  for (const code of Object.keys(failureDescriptions) as FailureCode[]) {
    const { status, result } = toOotoFailure({ code });
    expect(inTable.has(result.code) ? 400 : result.code, code).toBe(status);
  }
});

test('a detail is added to texts of ours, never to the published ones', () => {
  expect(toOotoFailure({ code: 'scope-unavailable', detail: 'deepfake' }).result.info).toBe(
    'scope not available: deepfake',
  );
  expect(toOotoFailure({ code: 'image-missing', detail: 'x' }).result.info).toBe('photo should not be empty');
});
