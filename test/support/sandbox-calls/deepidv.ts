import { failureAbout } from '#domain/failure-kinds.js';
import type { Failure, Subject } from '#domain/failure.js';
import { inBandError, isFinding, toDeepidvFailure } from '#http/apis/deepidv/failures.js';
import { portraitLookedFor, postForm, type DialectCalls, type Part, type PictureCall } from './picture-call.js';

/** `inBand`: what a 200 says of a failure of the picture's content. */
const part = (
  name: string,
  readAs: Part['readAs'],
  subject: Subject,
  inBand: (failure: Failure) => object,
  never: Part['never'] = [],
): Part => ({
  name,
  readAs,
  never,
  expected(code) {
    const failure = failureAbout({ code }, subject);
    return isFinding(failure) ? { status: 200, body: inBand(failure) } : toDeepidvFailure(failure);
  },
});

const unmatched = (failure: Failure) => ({ isMatch: false, confidence: null, error: inBandError(failure) });
const unread = (failure: Failure) => ({ documentType: null, confidence: null, error: inBandError(failure) });

const compared = (name: 'source' | 'target', subject: Subject): Part =>
  part(name, 'face', subject, (failure) => ({
    ...unmatched(failure),
    [`${name}FaceDetected`]: ['several-faces', 'face-features-failed'].includes(failure.code),
  }));

const call = (path: string, ...parts: readonly Part[]): PictureCall => ({
  call: `POST ${path}`,
  send: postForm(`/v1${path}`),
  parts,
});

export const deepidv: DialectCalls = {
  dialect: 'deepidv',
  calls: [
    call(
      '/identity/verify',
      part('documentImage', 'document', 'document', (failure) => ({
        verified: false,
        ...(portraitLookedFor.includes(failure.code)
          ? { faceMatch: unmatched(failure) }
          : { document: unread(failure) }),
      })),
      part('faceImage', 'face', 'selfie', (failure) => ({
        verified: false,
        faceDetection: { faceDetected: failure.code !== 'face-not-found' },
        faceMatch: unmatched(failure),
      })),
    ),
    call('/document/scan', part('image', 'document', 'document', unread, portraitLookedFor)),
    // How many faces there are, and how they look, is no failure: the largest is told.
    call(
      '/face/detect',
      part('image', 'face', 'photo', ({ code }) => ({ faceDetected: code !== 'face-not-found' })),
    ),
    call('/face/compare', compared('source', 'first'), compared('target', 'second')),
    call(
      '/face/estimate-age',
      part('image', 'face', 'photo', (failure) =>
        failure.code === 'face-not-found'
          ? { faceDetected: false, estimatedAge: null }
          : { faceDetected: true, estimatedAge: null, error: inBandError(failure) },
      ),
    ),
  ],
  unreachable: [],
};
