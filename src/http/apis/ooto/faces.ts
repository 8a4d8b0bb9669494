import type { FastifyInstance } from 'fastify';
import { toFace } from '#http/apis/ooto/face-to-wire.js';
import { addPictureCall } from '#http/apis/ooto/picture-call.js';
import { deepfakeAnswerSchema, livenessAnswerSchema, verifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { toVerifyResult } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';

/** `POST /verify`, `/liveness` and `/deepfake`: faces and nothing else. */
export function addFaceCalls(
  api: FastifyInstance,
  exchange: Exchange,
  { verifyFaces, assessFace }: Pick<HttpDependencies, 'verifyFaces' | 'assessFace'>,
): void {
  addPictureCall(api, exchange, {
    paths: ['/verify', '/doc/verify'],
    scope: 'verify',
    operation: 'face-verify',
    form: {
      pictures: ['first_photo', 'second_photo'],
      // The older generation of names.
      aliases: { first_selfie: 'first_photo', second_selfie: 'second_photo' },
    },
    signals: ['liveness', 'deepfake'],
    perform: (caller, { pictures: { first_photo, second_photo } }) =>
      verifyFaces({ ...caller, first: first_photo, second: second_photo }),
    toResult: toVerifyResult,
    schema: verifyAnswerSchema,
  });

  addPictureCall(api, exchange, {
    paths: ['/liveness'],
    scope: 'verify',
    operation: 'face-assess',
    form: { pictures: ['photo'] },
    signals: ['deepfake'],
    perform: (caller, { pictures: { photo } }) => assessFace({ ...caller, photo }),
    toResult: ({ face }, asked) => toFace(face, { ...asked, liveness: true }),
    schema: livenessAnswerSchema,
  });

  addPictureCall(api, exchange, {
    paths: ['/deepfake'],
    scope: 'verify',
    operation: 'face-assess',
    form: { pictures: ['photo'] },
    perform: (caller, { pictures: { photo } }) => assessFace({ ...caller, photo }),
    toResult: ({ face }) => toFace(face, { liveness: false, deepfake: true }),
    schema: deepfakeAnswerSchema,
  });
}
