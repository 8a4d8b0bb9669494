import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { z } from 'zod';
import type { DocumentPresence, FaceReading } from '#domain/operation.js';
import type { FaceComparison } from '#domain/verification.js';
import { trustmaticPaths } from '#http/apis/trustmatic/description.js';
import { documentLivenessErrors, faceLivenessErrors, faceVerifyErrors } from '#http/apis/trustmatic/failures.js';
import { trustmaticForm } from '#http/apis/trustmatic/form.js';
import { pictureRoute } from '#http/apis/trustmatic/picture-route.js';
import {
  documentLivenessRequestSchema,
  faceLivenessRequestSchema,
  faceVerifyAnswerSchema,
  faceVerifyRequestSchema,
  livenessAnswerSchema,
} from '#http/apis/trustmatic/schema.js';
import { matchScore, signalScore, toPicture } from '#http/apis/trustmatic/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange, type Exchange } from '#http/exchange/exchange.js';

/** Trustmatic's dialect (seed 004), to be registered under `/api/v1`. */
export function trustmaticApi(dependencies: HttpDependencies): FastifyPluginAsync {
  const exchange = createExchange(trustmaticForm, dependencies);
  return async (api) => {
    api.decorateRequest('trustmaticSessionId', null);
    exchange.prepare(api);
    // Bodies are read by the handlers, once a call has its place.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const prefix of trustmaticPaths) addRoutes(api, prefix, exchange, dependencies);
  };
}

function addRoutes(
  api: FastifyInstance,
  prefix: string,
  exchange: Exchange,
  { compareTwoFaces, assessFaceLiveness, judgeDocumentPresence, fetchPicture }: HttpDependencies,
): void {
  const pictureOf = (text: string | undefined) => toPicture(text, fetchPicture);
  pictureRoute<z.infer<typeof faceVerifyRequestSchema>, FaceComparison>(api, exchange, {
    path: `${prefix}/face/verify`,
    operation: 'face-compare',
    bodySchema: faceVerifyRequestSchema,
    errors: faceVerifyErrors,
    perform: async (body, common) => {
      const [probe, reference] = await Promise.all([
        pictureOf(body.probe?.imageBase64),
        pictureOf(body.reference?.imageBase64),
      ]);
      const first = { picture: probe, kind: 'selfie' } as const;
      // "previously stored or found on an official document"
      const second = { picture: reference, kind: 'either' } as const;
      return compareTwoFaces({ ...common, first, second });
    },
    scoreOf: matchScore,
    answerSchema: faceVerifyAnswerSchema,
  });
  pictureRoute<z.infer<typeof faceLivenessRequestSchema>, FaceReading>(api, exchange, {
    path: `${prefix}/face/liveness`,
    operation: 'face-assess',
    bodySchema: faceLivenessRequestSchema,
    errors: faceLivenessErrors,
    perform: async ({ faceImageBase }, common) =>
      assessFaceLiveness({ ...common, photo: await pictureOf(faceImageBase) }),
    scoreOf: ({ face }) => signalScore(face.liveness),
    answerSchema: livenessAnswerSchema,
  });
  pictureRoute<z.infer<typeof documentLivenessRequestSchema>, DocumentPresence>(api, exchange, {
    path: `${prefix}/document/liveness`,
    operation: 'document-presence',
    bodySchema: documentLivenessRequestSchema,
    errors: documentLivenessErrors,
    perform: async ({ frontSideImageBase, backSideImageBase }, common) => {
      const [front, back] = await Promise.all([
        pictureOf(frontSideImageBase),
        backSideImageBase === undefined ? null : pictureOf(backSideImageBase),
      ]);
      return judgeDocumentPresence({ ...common, front, back });
    },
    scoreOf: ({ presence }) => signalScore(presence),
    answerSchema: livenessAnswerSchema,
  });
}
