import { deepidvSessionOperations } from '#http/apis/deepidv/sessions/description.js';
import { z } from 'zod';
import {
  documentScanSchema,
  estimateAgeSchema,
  faceCompareSchema,
  faceDetectSchema,
  failureSchema,
  identityVerifySchema,
  presignRequestSchema,
  presignSchema,
  requestedDocumentTypes,
} from '#http/apis/deepidv/schema.js';
import type { ApiDescription, ApiOperation, FormPart } from '#http/openapi/api-operation.js';

export const deepidvPrefix = '/v1';

const pictureText = 'A file part, or a text of base64, base64url, a data URL, or the key of an upload.';
const documentType = 'One of passport, drivers_license, national_id, auto (default). A hint.';

interface PictureCall {
  readonly path: string;
  readonly summary: string;
  /** Name → what it shows. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly hasDocument: boolean;
  readonly answer: string;
  readonly schema: z.ZodType;
}

const pictureCall = ({ path, summary, pictures, hasDocument, answer, schema }: PictureCall): ApiOperation => {
  const parts = Object.entries(pictures).map(([name, shows]): [string, FormPart] => [
    name,
    { kind: 'picture', required: true, description: `${shows} ${pictureText}` },
  ]);
  const texts = parts.map(([name, { description }]) => [name, z.string().describe(description)] as const);
  return {
    method: 'POST',
    path: deepidvPrefix + path,
    summary,
    scope: 'verify',
    creates: true,
    form: {
      ...Object.fromEntries(parts),
      ...(hasDocument && { documentType: { kind: 'text', required: false, description: documentType } }),
    },
    json: z.object({
      ...Object.fromEntries(texts),
      ...(hasDocument && { documentType: z.enum(requestedDocumentTypes).optional().describe(documentType) }),
    }),
    answers: { 200: { description: answer, schema } },
  };
};

/** deepidv's dialect for the OpenAPI document. */
export const deepidvDescription: ApiDescription = {
  dialect: 'deepidv',
  title: 'deepidv',
  description: 'As published for deepidv, Server-to-Server. What a picture shows is told inside of a 200.',
  security: { deepidvKey: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
  failureSchema,
  failures: {
    400: 'Invalid body, unsupported image format, or an image over 15 MB.',
    401: 'Missing or invalid x-api-key.',
    402: 'Insufficient token balance.',
    403: 'The upload key is not readable by this organization; or, with a code, the key lacks the scope.',
    404: 'No such address.',
    409: 'The first request with this Idempotency-Key is still running.',
    422: 'The Idempotency-Key was used with another body.',
    429: 'Rate limit exceeded: see Retry-After.',
    500: 'Unexpected server error, safe to retry with backoff; no token is charged.',
    503: 'The server is starting, stopping or without its storage.',
  },
  schemas: {
    DeepidvDocumentScan: documentScanSchema,
    DeepidvFaceDetect: faceDetectSchema,
    DeepidvFaceCompare: faceCompareSchema,
    DeepidvEstimateAge: estimateAgeSchema,
    DeepidvIdentityVerify: identityVerifySchema,
    DeepidvFailure: failureSchema,
  },
  operations: [
    ...deepidvSessionOperations(deepidvPrefix),
    {
      method: 'POST',
      path: `${deepidvPrefix}/uploads/presign`,
      summary: 'Get leave to upload one file',
      description: 'PUT the file to `url` with `headers`, once; `key` then stands for it for 24 hours.',
      scope: 'verify',
      creates: true,
      json: presignRequestSchema,
      answers: { 200: { description: 'Where to send the file, and its key.', schema: presignSchema } },
    },
    pictureCall({
      path: '/document/scan',
      summary: 'Read an identity document',
      pictures: { image: 'The document.' },
      hasDocument: true,
      answer: 'What was read; confidence 0–1.',
      schema: documentScanSchema,
    }),
    pictureCall({
      path: '/face/detect',
      summary: 'Find the largest face of a picture',
      pictures: { image: 'The picture.' },
      hasDocument: false,
      answer: 'Its place, in shares of the picture; no face is an answer too.',
      schema: faceDetectSchema,
    }),
    pictureCall({
      path: '/face/compare',
      summary: 'Compare the faces of two pictures',
      pictures: { source: 'One picture.', target: 'The other.' },
      hasDocument: false,
      answer: 'Confidence 0–100, a match from 80 on.',
      schema: faceCompareSchema,
    }),
    pictureCall({
      path: '/face/estimate-age',
      summary: 'Estimate the age of a person',
      pictures: { image: 'The person.' },
      hasDocument: false,
      answer: 'Age, its range, and gender; null where the application has switched them off.',
      schema: estimateAgeSchema,
    }),
    pictureCall({
      path: '/identity/verify',
      summary: 'Scan a document, detect a face and compare both, in one call',
      pictures: { documentImage: 'The document.', faceImage: 'The selfie.' },
      hasDocument: true,
      answer: 'Three blocks, each with an error of its own where it failed; every confidence 0–100.',
      schema: identityVerifySchema,
    }),
  ],
};
