import { precedesFindings } from '#domain/failure-kinds.js';
import type { FailureCode } from '#domain/failure.js';
import { toClearConsentFailure } from '#http/apis/clearconsent/failures.js';
import { videoHead } from '../blank-frames.js';
import { formOf } from '../picture-form.js';
import { plainPicture } from '../sandbox-picture.js';
import { picturesOf, type DialectCalls, type Part } from './picture-call.js';

/** What a picture does not show is a case for a reviewer. */
const part = (name: string, readAs: Part['readAs'], factorOf: (code: FailureCode) => string): Part => ({
  name,
  readAs,
  expected: (code) =>
    precedesFindings(code)
      ? toClearConsentFailure({ code })
      : {
          status: 200,
          body: { result: { status: 'review', verificationAssessment: { riskFactors: [factorOf(code)] } } },
        },
});

const ofDocument = (code: FailureCode): string => (/^(document|portrait)-/.test(code) ? code : `document-${code}`);
const ofSelfie = (code: FailureCode): string => `selfie-${code}`;

const form = { user_identifier: 'user-7', selfie_video: videoHead, id_photo: plainPicture };

export const clearConsent: DialectCalls = {
  dialect: 'ClearConsent',
  calls: [
    {
      call: 'POST /submit',
      send: (server, scenarios) =>
        server.call('POST', '/verif/submit', formOf({ api_key: server.key, ...form, ...picturesOf(scenarios) })),
      parts: [part('id_photo', 'document', ofDocument)],
    },
    {
      call: 'POST /submit',
      send: (server, scenarios) => {
        const user_identifier = `sandbox:${scenarios['user_identifier'] ?? ''}`;
        return server.call('POST', '/verif/submit', formOf({ api_key: server.key, ...form, user_identifier }));
      },
      // No video names a scenario itself.
      parts: [part('user_identifier', 'face', ofSelfie)],
    },
  ],
  unreachable: [],
};
