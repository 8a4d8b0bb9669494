import { failureAbout } from '#domain/failure-kinds.js';
import type { FailureCode, Subject } from '#domain/failure.js';
import { toOotoFailure } from '#http/apis/ooto/failures.js';
import type { PartsOfCall } from '#http/apis/ooto/part-names.js';
import { portraitCompared, postForm, type DialectCalls, type Part, type PictureCall } from './picture-call.js';

interface Differences {
  readonly never?: readonly FailureCode[];
  readonly names?: PartsOfCall;
}

const call = (
  path: string,
  parts: readonly (readonly [name: string, readAs: Part['readAs'], subject: Subject])[],
  { never = [], names = {} }: Differences = {},
): PictureCall => ({
  call: `POST ${path}`,
  send: postForm(`/api/v1.0${path}`),
  parts: parts.map(([name, readAs, subject]) => ({
    name,
    readAs,
    never,
    expected(code) {
      const { status, result } = toOotoFailure(failureAbout({ code }, subject), names);
      return { status, body: { result } };
    },
  })),
});

export const ooto: DialectCalls = {
  dialect: 'OOTO',
  calls: [
    call('/doc/identify', [
      ['doc', 'document', 'document'],
      ['selfie', 'face', 'selfie'],
    ]),
    call('/recognize', [['doc_image', 'document', 'document']], {
      never: portraitCompared,
      names: { document: 'doc_image' },
    }),
    call('/verify', [
      ['first_photo', 'face', 'first'],
      ['second_photo', 'face', 'second'],
    ]),
    ...['/liveness', '/deepfake', '/add', '/identify'].map((path) => call(path, [['photo', 'face', 'photo']])),
  ],
  unreachable: [],
};
