import { z } from 'zod';
import { calibratedRatesSchema, policyReferenceSchema } from '#domain/calibrated-policy.js';
import { sha256Schema } from '#domain/card.js';
import { qualityComponentNames } from '#domain/quality.js';

/** A number of things per time; null: no limit. */
const perTime = z.number().int().min(1).nullable();

/** What likeness costs and what is required beyond it. Scores are native ones of the recogniser (models/*.json). */
const policySchema = z.strictObject({
  /**
   * An operating point of the application's own; null: that of the recogniser's card. To decide by a calibrated policy only
   * `policy` is given; what it says is copied here once, so that a later version changes nothing by itself.
   */
  operatingPoint: z
    .strictObject({
      threshold: z.number().lt(1),
      reviewFrom: z.number(),
      policy: policyReferenceSchema.optional(),
      /** What the scores are of; left out: the recogniser that ships. */
      recogniserDigest: sha256Schema.optional(),
      /** What the false match rates of the policy do not exceed; left out: those of the recogniser's card. */
      falseMatchRates: calibratedRatesSchema.optional(),
    })
    .refine(({ threshold, reviewFrom }) => reviewFrom <= threshold, { message: 'reviewFrom must be at most threshold' })
    .nullable()
    .default(null),
  /** A required signal that is not assessed counts as failed. */
  requireLiveness: z.boolean().default(false),
  requireDeepfake: z.boolean().default(false),
  /** Only selfies that a session of this server took can fulfil it. */
  requireInjection: z.boolean().default(false),
  requiredQuality: z.array(z.enum(qualityComponentNames)).default([]),
});

const limitsSchema = z.strictObject({
  /** Requests of one key per second, across all dialects (seed 001: 25, and 35 at once). */
  perSecond: z.number().min(0.1).max(10_000).default(25),
  burst: z.number().int().min(1).max(20_000).default(35),
  /** Requests of the application per UTC day. */
  perDay: perTime.default(null),
});

const tokensSchema = z.strictObject({
  /** Off: calls cost nothing and 402 is never answered. */
  enforced: z.boolean().default(false),
  /** Operation → tokens; work on pictures that is not named costs `otherwise`, any other call nothing. */
  prices: z.record(z.string(), z.number().int().min(0)).default({}),
  otherwise: z.number().int().min(0).default(1),
});

const retentionSchema = z.strictObject({
  /** Pictures and videos of verifications and sessions. */
  mediaDays: z.number().int().min(0).max(3650).default(7),
  /** Session records; never shorter than the window in which their webhook is still tried. */
  sessionDays: z.number().int().min(4).max(3650).default(30),
  /** Results of verifications; null: until they are erased. */
  verificationDays: perTime.default(null),
  /** Pictures that templates were made of: needed to enrol anew after a change of the model. */
  keepEnrolmentImages: z.boolean().default(false),
});

const enrolmentSchema = z.strictObject({
  /** Refuse to enrol somebody who is found among the enrolled. */
  refuseDuplicates: z.boolean().default(false),
  /** Wanted false positive identification rate of a search (ISO/IEC 19795-1); null: the threshold of comparisons. */
  falsePositiveIdentificationRate: z.number().gt(0).lt(1).nullable().default(0.001),
});

const sessionsSchema = z.strictObject({
  /** Ask for a proof of work before anything else. */
  needCaptcha: z.boolean().default(false),
  /** Leading zero bits of the proof: each more doubles the work; 16 are about 65,000 hashes, a second on a phone. */
  captchaDifficultyBits: z.number().int().min(1).max(24).default(16),
  /** Origins that may frame the capture pages. */
  embeddingOrigins: z.array(z.url()).default([]),
});

/** A small picture within the settings; its first bytes have to be those of its type. No SVG: that can carry a program. */
const logoSchema = z
  .string()
  .max(44_000)
  .regex(/^data:image\/(png;base64,iVBORw0KGgo|jpeg;base64,\/9j\/|webp;base64,UklGR)[A-Za-z0-9+/]*={0,2}$/, {
    message: 'must be a data URL of a PNG, JPEG or WebP picture of at most 32 kB',
  });

const pagesSchema = z.strictObject({
  /** In whose name the capture pages ask; null: the name of the application. */
  productName: z.string().min(1).max(100).nullable().default(null),
  accentColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, { message: 'must be like #1d4ed8' })
    .default('#1d4ed8'),
  logo: logoSchema.nullable().default(null),
  privacyUrl: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullable()
    .default(null),
  /** What a person who declines can do instead. */
  anotherWay: z.string().min(1).max(1000).nullable().default(null),
});

const clearConsentSchema = z.strictObject({
  /** Refuse secret keys in the address of `GET /verif/`. */
  forbidSecretKeyInPage: z.boolean().default(false),
  /** Links are made by the application's server, never by the page's address alone. */
  requireServerSideLinks: z.boolean().default(false),
  requireLiveness: z.boolean().default(false),
  /** Ask a vision model behind an OpenAI-compatible endpoint as well. Pictures then leave this machine. */
  secondOpinion: z.boolean().default(false),
});

const reviewSchema = z.strictObject({
  /** Off: a case for review is rejected. */
  queue: z.boolean().default(true),
  /** Also tell the receiver of a webhook at once that a case waits for its reviewer. */
  immediateDelivery: z.boolean().default(false),
  /** Two users of the dashboard have to say the same; keys cannot decide. */
  fourEyes: z.boolean().default(false),
});

const demographicsSchema = z.strictObject({
  ageAndGender: z.boolean().default(true),
  /** Only where the operator has installed a model for it. */
  race: z.boolean().default(false),
});

/**
 * What an application may be set to; every key has a default, so that settings stored before a key existed still
 * parse. Changes are audited.
 */
export const applicationSettingsSchema = z.strictObject({
  policy: policySchema.prefault({}),
  limits: limitsSchema.prefault({}),
  tokens: tokensSchema.prefault({}),
  retention: retentionSchema.prefault({}),
  enrolment: enrolmentSchema.prefault({}),
  sessions: sessionsSchema.prefault({}),
  pages: pagesSchema.prefault({}),
  clearConsent: clearConsentSchema.prefault({}),
  review: reviewSchema.prefault({}),
  demographics: demographicsSchema.prefault({}),
});
export type ApplicationSettings = z.infer<typeof applicationSettingsSchema>;

export const defaultApplicationSettings: ApplicationSettings = applicationSettingsSchema.parse({});
