import { failureAbout } from '#domain/failure-kinds.js';
import type { Subject } from '#domain/failure.js';
import {
  documentLivenessErrors,
  faceLivenessErrors,
  faceVerifyErrors,
  toTrustmaticFailure,
  type CallErrors,
} from '#http/apis/trustmatic/failures.js';
import { picturesOf, portraitLookedFor, type DialectCalls, type Part, type PictureCall } from './picture-call.js';

const sessionId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

/** Parts are named as the fields of the body, whose pictures are base64. */
const call = (
  path: string,
  errors: CallErrors,
  parts: readonly (readonly [name: string, readAs: Part['readAs'], subject: Subject])[],
  never: Part['never'] = [],
): PictureCall => ({
  call: `POST ${path}`,
  send(server, scenarios) {
    const fields = Object.entries(picturesOf(scenarios)).map(([name, bytes]) => {
      const base64 = Buffer.from(bytes).toString('base64');
      return [name, name.endsWith('Base') ? base64 : { imageBase64: base64 }];
    });
    return server.call('POST', `/api/v1${path}`, { sessionId, ...(Object.fromEntries(fields) as object) }); // fromEntries gives any
  },
  parts: parts.map(([name, readAs, subject]) => ({
    name,
    readAs,
    never,
    expected(code) {
      const { status, error } = toTrustmaticFailure(failureAbout({ code }, subject), errors);
      return { status, body: { sessionId, hasError: true, error } };
    },
  })),
});

export const trustmatic: DialectCalls = {
  dialect: 'Trustmatic',
  calls: [
    call('/face/verify', faceVerifyErrors, [
      ['probe', 'face', 'first'],
      ['reference', 'face', 'second'],
    ]),
    call('/face/liveness', faceLivenessErrors, [['faceImageBase', 'face', 'photo']]),
    call(
      '/document/liveness',
      documentLivenessErrors,
      [
        ['frontSideImageBase', 'document', 'first'],
        ['backSideImageBase', 'document', 'second'],
      ],
      portraitLookedFor,
    ),
  ],
  // The only call that reads a document looks at no portrait.
  unreachable: portraitLookedFor,
};
