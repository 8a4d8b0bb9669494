import { failureAbout } from '#domain/failure-kinds.js';
import type { Subject } from '#domain/failure.js';
import { toProblem } from '#http/apis/native/failures.js';
import { portraitLookedFor, postForm, type DialectCalls, type Part, type PictureCall } from './picture-call.js';

const part = (name: string, readAs: Part['readAs'], subject: Subject, never: Part['never'] = []): Part => ({
  name,
  readAs,
  never,
  expected(code) {
    const { instance: _, ...problem } = toProblem(failureAbout({ code }, subject), '');
    return { status: problem.status, body: problem };
  },
});

const call = (path: string, ...parts: readonly Part[]): PictureCall => ({
  call: `POST ${path}`,
  send: postForm(`/api/v2${path}`),
  parts,
});

export const native: DialectCalls = {
  dialect: 'our own API',
  calls: [
    call(
      '/verifications',
      part('documentFront', 'document', 'document'),
      // The other side needs no portrait.
      part('documentBack', 'document', 'document', portraitLookedFor),
      part('selfie', 'face', 'selfie'),
    ),
    call('/templates', part('photo', 'face', 'photo')),
    call('/templates/search', part('photo', 'face', 'photo')),
  ],
  unreachable: [],
};
