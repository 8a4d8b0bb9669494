import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { captureEvidenceSchema } from '#domain/capture-evidence.js';
import { uploadPartBytes } from '#domain/capture-upload.js';
import { challengeSchema } from '#domain/challenge.js';
import { pictureKinds, sessionFailureSchema, sessionKindSchema, sessionStatusSchema } from '#domain/session.js';

/**
 * What the page behind a link says to the server: the calls under `/flow/<token>` and `/verif/<token>`. The token in the path names
 * the session; the cookie that a claim sets says whose browser it is, from the first call on that brings it back: the page claims
 * twice, and is told `owner` where its browser keeps the cookie. Every POST has a JSON body (`{}` where nothing is said)
 * and the type `application/json`, which no other site's form can send.
 *
 * | call                          | body              | answer                |
 * | ----------------------------- | ----------------- | --------------------- |
 * | `GET session`                 |                   | `captureViewSchema`   |
 * | `GET events` (event stream)   |                   | a `captureViewSchema` with each change |
 * | `POST claim`                  | `claimSchema`     | `captureViewSchema`, `Set-Cookie` |
 * | `POST consent`                | `{}`              | `captureViewSchema`   |
 * | `POST captcha`                | `{}`              | `captchaSchema`       |
 * | `POST captcha/answer`         | `captchaAnswerSchema` | `captureViewSchema` |
 * | `POST challenge`              | `{}`              | `challengeSchema`     |
 * | `POST uploads`                | `newUploadSchema` | `uploadSchema`        |
 * | `GET uploads/<id>`            |                   | `uploadSchema`        |
 * | `PUT uploads/<id>/<part>`     | bytes, `application/octet-stream` | `uploadSchema` |
 * | `POST pictures`               | `submissionSchema` | `captureViewSchema`  |
 * | `POST continuation`           | `{}`              | `continuationSchema`  |
 * | `POST decline`                | `{}`              | `captureViewSchema`   |
 *
 * Whatever fails answers `captureErrorSchema`.
 */
export { capturePaths } from '#contract/capture-paths.js';

/** How the pages of an application look, and what they say in its name. */
export const captureBrandSchema = z.strictObject({
  productName: z.string().describe('Who asks; shown in the heading and in the consent.'),
  logo: z.string().nullable().describe('An address on this server; null: none.'),
  accentColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .describe('Of buttons and marks; text on it is black or white, whichever is read better.'),
  privacyUrl: z.string().nullable(),
  anotherWay: z
    .string()
    .nullable()
    .describe('What a person who declines can do instead, in the words of the operator.'),
});
export type CaptureBrand = z.infer<typeof captureBrandSchema>;

/** What a page asks for next, and in which forms it is taken. */
export const captureAskSchema = z.strictObject({
  /**
   * `document` and `selfie` one after the other; `both`: the pictures of a run of ClearConsent are judged together, and a
   * submission carries both.
   */
  pictures: z.enum([...pictureKinds, 'both']),
  /** A film shows more than a still. `film`: of motions that the server draws, see `challenge`. */
  selfie: z.enum(['photo', 'film']),
  /** A challenge has to be asked for before the selfie is filmed. */
  challenge: z.boolean(),
  /** Where no camera can be used. A file that is no film answers no challenge. */
  maximumBytes: z.strictObject({ photo: z.number().int(), video: z.number().int() }),
});
export type CaptureAsk = z.infer<typeof captureAskSchema>;

/** What a link shows. Nothing in it is a result: scores would teach an attacker. */
export const captureViewSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    /** `nobody`: whoever acts first becomes the owner. `follower`: it went on on another device, and this one looks on. */
    role: z.enum(['owner', 'follower', 'nobody']),
    kind: sessionKindSchema,
    livemode: z.boolean(),
    status: sessionStatusSchema,
    brand: captureBrandSchema,
    /** Days for which pictures and what was found are kept. */
    retention: z.strictObject({ mediaDays: z.number(), sessionDays: z.number() }),
    needCaptcha: z.boolean().describe('A proof of work is due.'),
    consented: z.boolean(),
    /** Null: nothing more is asked for. */
    ask: captureAskSchema.nullable(),
    /** What will have been asked for, in order: for the list of steps. */
    steps: z.array(z.enum(pictureKinds)),
    working: z.boolean().describe('A picture is being judged.'),
    attemptsLeft: z.number().int(),
    refusal: sessionFailureSchema.nullable().describe('Why the picture before was not accepted.'),
    expiresAt: timeSchema,
  }),
  z.strictObject({
    state: z.literal('in-use'),
    role: z.literal('stranger'),
    brand: captureBrandSchema,
  }),
  z.strictObject({
    state: z.literal('finished'),
    role: z.enum(['owner', 'follower', 'nobody', 'stranger']),
    brand: captureBrandSchema,
    /** Null for whom it does not concern. */
    status: sessionStatusSchema.nullable(),
    returnUrl: z.string().nullable(),
  }),
]);
export type CaptureView = z.infer<typeof captureViewSchema>;

const secret = z.string().max(100);

export const claimSchema = z.strictObject({
  continuation: secret
    .nullable()
    .default(null)
    .describe('From the address that a continuation gave, behind its `#continue=`.'),
  embedded: z.boolean().default(false).describe('The page is framed by another site.'),
});

/** `SHA-256("<challenge>:<solution>")` has to begin with so many zero bits. */
export const captchaSchema = z.strictObject({
  challenge: z.string(),
  difficultyBits: z.number().int(),
  expiresAt: timeSchema,
});
export type Captcha = z.infer<typeof captchaSchema>;
export const captchaAnswerSchema = z.strictObject({ challenge: z.string().max(500), solution: z.string().max(100) });

export { captureEvidenceSchema, challengeSchema };
export type { CaptureEvidence } from '#domain/capture-evidence.js';
export type { Challenge, ChallengeMotion } from '#domain/challenge.js';
export type { PictureKind, SessionFailure, SessionStatus } from '#domain/session.js';

/** A picture is sent in parts of equal size, the last one shorter: a part that was lost is sent again, not the whole. */
export { uploadPartBytes };

export const newUploadSchema = z.strictObject({
  sizeBytes: z.number().int().min(1),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the whole: what arrived changed is told.'),
});
export const uploadSchema = z.strictObject({
  id: z.uuid(),
  sizeBytes: z.number().int(),
  partBytes: z.literal(uploadPartBytes),
  received: z.array(z.number().int()).describe('Numbers of the parts that are there, from 0.'),
  expiresAt: timeSchema,
});
export type Upload = z.infer<typeof uploadSchema>;

export const submissionSchema = z.strictObject({
  /** Uploads whose parts are all there. For `both` a document and a selfie. */
  document: z.uuid().optional(),
  documentBack: z.uuid().optional(),
  selfie: z.uuid().optional(),
  capture: captureEvidenceSchema.default({}),
});
export type Submission = z.input<typeof submissionSchema>;

export const continuationSchema = z.strictObject({
  url: z.string().describe('For one other device; the secret stands behind the `#`.'),
  expiresAt: timeSchema,
});
export type Continuation = z.infer<typeof continuationSchema>;

/** `code`: of the registry of failures; the page has words of its own for each that it can meet. */
export const captureErrorSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), retryable: z.boolean() }),
});
export type CaptureError = z.infer<typeof captureErrorSchema>;
