import { z } from 'zod';
import { documentSchema } from '#http/apis/ooto/document-schema.js';
import { faceSchema, identifyFaceSchema, signal, unit } from '#http/apis/ooto/face-schema.js';
import { partNames } from '#http/apis/ooto/part-names.js';

const comparison = z.strictObject({ similarity: unit, same: z.boolean() });

export const identifyResultSchema = z.strictObject({
  comparison,
  face: identifyFaceSchema,
  document: documentSchema,
});
/** `result` of `POST /doc/identify`, as seed 000 publishes it, and the additions that the rulings name. */
export type IdentifyResult = z.infer<typeof identifyResultSchema>;

export const verifyResultSchema = z.strictObject({
  firstFace: faceSchema,
  secondFace: faceSchema,
  ...comparison.shape,
});
/** `result` of `POST /verify`. */
export type VerifyResult = z.infer<typeof verifyResultSchema>;

/** `result` of `POST /liveness` and of `POST /deepfake`: each is asked for one signal at least. */
export const livenessResultSchema = faceSchema.extend({ liveness: signal });
export const deepfakeResultSchema = faceSchema.extend({ deepfake: signal }).omit({ liveness: true });

const templateId = z.string();

/** `result` of `POST /add`; `enroll` and `face` are the older generation of the same. */
export const addResultSchema = faceSchema.extend({
  templateId,
  enroll: z.strictObject({ templateId }),
  face: faceSchema,
});
export type AddResult = z.infer<typeof addResultSchema>;

/** `result` of `POST /identify`; nobody found is null. */
export const searchResultSchema = faceSchema.extend({
  search: z.strictObject({ templateId, similarity: unit }).nullable(),
  templateId: templateId.nullable(),
  similarity: unit.nullable(),
  face: faceSchema,
});
export type SearchResult = z.infer<typeof searchResultSchema>;

const failureResultSchema = z.strictObject({
  status: z.literal('error'),
  code: z.int(),
  info: z.string(),
  field: z.enum(partNames).optional(),
});

/** Every answer of this dialect, but the flow calls, stands in this envelope. */
export const envelopeSchema = <Result extends z.ZodType>(result: Result) =>
  z.strictObject({ transactionId: z.uuid(), result });

export const identifyAnswerSchema = envelopeSchema(identifyResultSchema);
export const recognizeAnswerSchema = envelopeSchema(documentSchema);
export const verifyAnswerSchema = envelopeSchema(verifyResultSchema);
export const livenessAnswerSchema = envelopeSchema(livenessResultSchema);
export const deepfakeAnswerSchema = envelopeSchema(deepfakeResultSchema);
export const addAnswerSchema = envelopeSchema(addResultSchema);
export const searchAnswerSchema = envelopeSchema(searchResultSchema);
/** Body of `POST /delete`, as JSON or as a form. */
export const deleteBodySchema = z.object({ templateId: z.string().min(1) });
/** It has no result. */
export const deleteAnswerSchema = z.strictObject({ transactionId: z.uuid() });
export const failureAnswerSchema = envelopeSchema(failureResultSchema);
