import { z } from 'zod';
import { activeLivenessReportSchema, drawnChallengeSchema } from '#domain/challenge.js';
import { captureUploadSchema } from '#domain/capture-upload.js';
import { faceAssessmentSchema } from '#domain/face.js';
import { documentReadingSchema, enrolmentSchema, identificationSchema } from '#domain/operation.js';
import { injectionSchema } from '#domain/injection.js';
import { sessionFailureSchema } from '#domain/session.js';
import { verdictSchema } from '#domain/verification.js';

/** What the steps of a session have found so far; a step that did not run has no key. */
export const sessionResultSchema = z.object({
  document: documentReadingSchema.optional(),
  face: faceAssessmentSchema.optional(),
  /** Of a selfie that was filmed. */
  activeLiveness: activeLivenessReportSchema.optional(),
  /** Of the last selfie that was judged. */
  injection: injectionSchema.optional(),
  verdict: verdictSchema.optional(),
  search: identificationSchema.omit({ face: true }).optional(),
  enrolment: enrolmentSchema.omit({ face: true }).optional(),
});
export type SessionResult = z.infer<typeof sessionResultSchema>;

const text = z.string().nullable();

/** A picture that a session keeps in the files of its application. */
export const sessionFileSchema = z.object({
  kind: z.enum(['document', 'document-back', 'selfie', 'selfie-video']),
  fileId: z.string(),
});
export type SessionFile = z.infer<typeof sessionFileSchema>;

/** What a session holds about a person; sealed as one. Keys that come later are optional, so that older rows parse. */
export const sessionPersonalSchema = z.object({
  /** Of the application, carried along unread. */
  metadata: z.record(z.string(), z.unknown()).nullable(),
  /** May carry secrets of the application in its path or query. */
  callbackUrl: text,
  returnUrl: text,
  userIdentifier: text,
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  externalId: text,
  workflowId: text,
  files: z.array(sessionFileSchema),
  /** The token of its link, as long as the session is open: whoever made it can be told the link again. */
  linkToken: z.string().optional(),
  /** What the person is asked to do in front of the camera, until a video answers it. */
  challenge: drawnChallengeSchema.optional(),
  /** How many were drawn: who may draw for ever draws one that an old video answers. */
  challengesDrawn: z.number().int().min(1).optional(),
  /** Pictures that the page has begun to send, and those that were used: the same submission again is no new one. */
  uploads: z.array(captureUploadSchema).optional(),
  /** Why the last picture was not accepted, for a page that lost the answer. */
  refusal: sessionFailureSchema.optional(),
  result: sessionResultSchema,
});
export type SessionPersonal = z.infer<typeof sessionPersonalSchema>;
