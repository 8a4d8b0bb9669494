import { z } from 'zod';
import { sha256Schema } from '#domain/card.js';

/** How a policy is called; its versions count by themselves. */
export const policyNameSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 small letters, digits and hyphens');

/** `name@version`: one policy for ever, as versions never change. */
export const policyReferenceSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?@[1-9]\d{0,8}$/, 'must be like shop@2');

const rate = z.number().min(0).max(1);
const countedSchema = z.strictObject({
  count: z.number().int().min(0),
  total: z.number().int().min(0),
  rate: rate.nullable(),
  /** One-sided, of 95 %. */
  upper95: rate.nullable(),
});

/** By rising score: what the false match rate there does not exceed. */
export const calibratedRatesSchema = z.array(z.strictObject({ score: z.number(), rate })).min(1);

/**
 * What a calibration found: where an application decides, and the evidence for it. Scores are native ones of the one
 * recogniser that is named; about another they say nothing. Holds counts and digests, nothing about a person.
 */
export const calibratedPolicySchema = z.strictObject({
  name: policyNameSchema,
  version: z.number().int().min(1),
  createdAtEpochMs: z.number(),
  /** Model + preprocessing, as in its templates. */
  recogniserDigest: sha256Schema,
  metric: z.enum(['euclidean', 'cosine']),
  threshold: z.number().lt(1),
  reviewFrom: z.number(),
  wantedFmr: rate,
  reviewFmr: rate,
  /** Where the score of exactly the wanted rate lies in 98 of 100 calibrations; null: above every score seen. */
  interval: z.strictObject({ from: z.number(), to: z.number().nullable() }),
  falseMatchRates: calibratedRatesSchema,
  /** At the threshold, of the pairs at hand. */
  falseMatches: countedSchema,
  falseNonMatches: countedSchema.nullable(),
  evidence: z.strictObject({
    comparisons: z.number().int(),
    people: z.number().int(),
    pairsOfPeople: z.number().int(),
    designEffect: z.number().min(1),
    effective: z.number(),
  }),
  /** Of pictures where pictures were compared, and of the table of pairs or scores. */
  data: z.strictObject({ pictures: sha256Schema.nullable(), labels: sha256Schema }),
});
export type CalibratedPolicy = z.infer<typeof calibratedPolicySchema>;

export const referenceOf = ({ name, version }: Pick<CalibratedPolicy, 'name' | 'version'>): string =>
  `${name}@${version}`;
