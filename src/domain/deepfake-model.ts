import { z } from 'zod';
import { cropInputSchema } from '#domain/crop-input.js';
import { ownNetShape } from '#domain/own-net.js';

/**
 * What the value of the output's class says. `softmax-…`: the output holds a logit for each class, and the probability is
 * that of the one at `index`.
 */
export const deepfakeOutputMeanings = [
  'probability-genuine',
  'probability-fake',
  'logit-genuine',
  'logit-fake',
  'softmax-genuine',
  'softmax-fake',
] as const;
export type DeepfakeOutputMeaning = (typeof deepfakeOutputMeanings)[number];

/** One measurement of the net, by whoever offers it: rates 0–1, of `count` pictures. */
const measurementSchema = z.strictObject({
  /** Which data, and how many people or films it shows. */
  data: z.string().min(1),
  /** Fakes that pass, of those that were assessed. */
  apcer: z.number().min(0).max(1).optional(),
  /** Genuine pictures that are refused, of those that were assessed. */
  bpcer: z.number().min(0).max(1).optional(),
  /** Errors counted, and of how many. */
  errors: z.number().int().min(0).optional(),
  total: z.number().int().min(1).optional(),
  remark: z.string().optional(),
});

/** Model card and descriptor in one of a net that tells genuine faces from synthetic or swapped ones: `deepfake.json`. */
export const deepfakeModelSchema = z.strictObject({
  ...ownNetShape,
  input: cropInputSchema,
  output: z
    .strictObject({
      name: z.string().min(1),
      /** How many values the output holds; float32. */
      values: z.number().int().min(1).max(1000),
      /** Which of them is meant, from 0. */
      index: z.number().int().min(0),
      meaning: z.enum(deepfakeOutputMeanings),
    })
    .refine(({ values, index }) => index < values, { path: ['index'], error: 'must be less than values' })
    .refine(({ values, meaning }) => values > 1 || !meaning.startsWith('softmax'), {
      path: ['values'],
      error: 'a softmax needs two classes',
    }),
  /** Genuine at or above, of the probability that the face is genuine. */
  threshold: z.number().gt(0).lt(1),
  /** What was measured at that threshold. A net of which nothing was measured is no net to decide with. */
  measured: z.array(measurementSchema).min(1),
});
export type DeepfakeModel = z.infer<typeof deepfakeModelSchema>;
