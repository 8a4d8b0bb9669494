import { z } from 'zod';
import { call } from '#contract/dashboard/call.js';

const count = z.int().min(0);

/** Errors among comparisons or presentations. */
const errorsSchema = z.strictObject({
  count,
  total: count,
  upper95: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Upper end of the one-sided 95 % interval; null: nothing was tried.'),
});
export type ShownErrors = z.infer<typeof errorsSchema>;

export const accuracySchema = z.strictObject({
  recogniser: z.strictObject({
    id: z.string(),
    version: z.string(),
    digest: z.string(),
    threshold: z.number().nullable().describe('Native score; null: it decides nothing before it is calibrated.'),
    reviewFrom: z.number().nullable(),
    falseMatchRates: z
      .array(z.strictObject({ score: z.number(), rate: z.number() }))
      .describe('What its card or its calibration says, by rising score.'),
  }),
  published: z
    .strictObject({
      sets: z.array(
        z.strictObject({
          name: z.enum(['press', 'london', 'together']),
          people: count,
          falseMatches: errorsSchema,
          falseNonMatches: errorsSchema,
          inReviewBand: z.strictObject({ mated: count, nonMated: count }),
        }),
      ),
      groups: z
        .array(
          z.strictObject({
            group: z.string(),
            falseMatches: errorsSchema.extend({ tooFew: z.boolean() }),
            falseNonMatches: errorsSchema.extend({ tooFew: z.boolean() }),
          }),
        )
        .describe('Of the set `london`.'),
      liveness: z.strictObject({
        bonaFide: errorsSchema.extend({ notAssessed: count }),
        attacks: z.array(errorsSchema.extend({ species: z.string(), notAssessed: count })),
      }),
    })
    .nullable()
    .describe('What this release was measured at (docs/accuracy); null where another recogniser is in use.'),
});
export type ShownAccuracy = z.infer<typeof accuracySchema>;

export const accuracyCalls = {
  accuracy: call({ method: 'GET', path: '/accuracy', access: 'signed-in', answer: accuracySchema }),
} as const;
