import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Failure } from '#domain/failure.js';
import type { DocumentReading, FaceDetection, FaceReading, IdentityCheck } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import { isFinding } from '#http/apis/deepidv/failures.js';
import { deepidvForm } from '#http/apis/deepidv/form.js';
import { pictureRoute, type DeepidvExchange } from '#http/apis/deepidv/picture-route.js';
import {
  documentScanSchema,
  estimateAgeSchema,
  faceCompareSchema,
  faceDetectSchema,
  identityVerifySchema,
} from '#http/apis/deepidv/schema.js';
import { addPresignRoute } from '#http/apis/deepidv/presign-route.js';
import { sessionRoutes } from '#http/apis/deepidv/sessions/routes.js';
import { toDocumentScan } from '#http/apis/deepidv/to-document.js';
import { toEstimateAge, toFaceCompare, toFaceDetect } from '#http/apis/deepidv/to-face.js';
import { toIdentityVerify } from '#http/apis/deepidv/to-identity.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange } from '#http/exchange/exchange.js';
import type { TwoFacesOutcome } from '#services/compare-two-faces.js';

/** What is answered with a body, or the failure that is answered instead. */
const failureOr = <Told extends { readonly ok: true } | { readonly ok: false; readonly failure: Failure }, Body>(
  outcome: Told,
  toBody: (told: Told) => Body,
): Failure | { readonly body: Body } =>
  !outcome.ok && !isFinding(outcome.failure) ? outcome.failure : { body: toBody(outcome) };

/** deepidv's dialect (seed 001), to be registered under `/v1`. */
export function deepidvApi(dependencies: HttpDependencies): FastifyPluginAsync {
  const { readDocument, detectFaces, compareTwoFaces, assessFace, checkIdentity } = dependencies;
  const exchange = createExchange(deepidvForm, dependencies);
  return async (api) => {
    exchange.prepare(api);
    await api.register(multipart);
    // Bodies are read by the handlers, once a call has its place.
    api.removeContentTypeParser(['application/json', 'text/plain']);
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const calls: DeepidvExchange = { exchange, uploads: dependencies.uploads };
    addDocumentRoutes(api, calls);
    addFaceRoutes(api, calls);
    addPresignRoute(api, calls);
    await api.register(sessionRoutes(exchange, dependencies.sessions));
  };

  function addDocumentRoutes(api: FastifyInstance, calls: DeepidvExchange): void {
    pictureRoute<'image', Outcome<DocumentReading>>(api, calls, {
      path: '/document/scan',
      operation: 'document-read',
      pictures: ['image'],
      perform: ({ image }, common) => readDocument({ ...common, document: image, portrait: 'optional' }),
      toAnswer: (outcome) => failureOr(outcome, (told) => documentScanSchema.parse(toDocumentScan(told))),
    });
    pictureRoute<'documentImage' | 'faceImage', Outcome<IdentityCheck>>(api, calls, {
      path: '/identity/verify',
      operation: 'identity-check',
      pictures: ['documentImage', 'faceImage'],
      perform: ({ documentImage, faceImage }, common) =>
        checkIdentity({ ...common, document: documentImage, selfie: faceImage }),
      toAnswer: (outcome) =>
        outcome.ok ? { body: identityVerifySchema.parse(toIdentityVerify(outcome.value)) } : outcome.failure,
    });
  }

  function addFaceRoutes(api: FastifyInstance, calls: DeepidvExchange): void {
    pictureRoute<'image', Outcome<FaceDetection>>(api, calls, {
      path: '/face/detect',
      operation: 'face-detect',
      pictures: ['image'],
      perform: ({ image }, common) => detectFaces({ ...common, photo: image }),
      toAnswer: (outcome) =>
        outcome.ok ? { body: faceDetectSchema.parse(toFaceDetect(outcome.value)) } : outcome.failure,
    });
    pictureRoute<'source' | 'target', TwoFacesOutcome>(api, calls, {
      path: '/face/compare',
      operation: 'face-compare',
      pictures: ['source', 'target'],
      // Either may be a document.
      perform: ({ source, target }, common) =>
        compareTwoFaces({
          ...common,
          first: { picture: source, kind: 'either' },
          second: { picture: target, kind: 'either' },
        }),
      toAnswer: (outcome) => failureOr(outcome, (told) => faceCompareSchema.parse(toFaceCompare(told))),
    });
    pictureRoute<'image', Outcome<FaceReading>>(api, calls, {
      path: '/face/estimate-age',
      operation: 'face-assess',
      pictures: ['image'],
      perform: ({ image }, common) => assessFace({ ...common, photo: image }),
      toAnswer: (outcome) => failureOr(outcome, (told) => estimateAgeSchema.parse(toEstimateAge(told))),
    });
  }
}
