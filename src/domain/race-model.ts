import { z } from 'zod';
import { cropInputSchema } from '#domain/crop-input.js';
import { ownNetShape } from '#domain/own-net.js';

/** Model card and descriptor in one of a net that guesses a group of origin from a face: `race.json`. */
export const raceModelSchema = z.strictObject({
  ...ownNetShape,
  input: cropInputSchema,
  output: z.strictObject({
    name: z.string().min(1),
    /** Of each value of the output, in its order, as answers tell it. */
    labels: z
      .array(z.string().regex(/^\P{C}{1,40}$/u))
      .min(2)
      .max(50)
      .refine((labels) => new Set(labels).size === labels.length, 'must differ')
      .refine((labels) => !labels.includes('unknown'), '"unknown" is what is told where nothing is'),
    /** `softmax`: the output holds a logit for each label. */
    meaning: z.enum(['probability', 'softmax']),
  }),
  /** Below this probability of the likeliest label nothing is told. */
  leastConfidence: z.number().min(0).max(1),
  /** A net of which nothing was measured is no net to tell anything by. */
  measured: z.array(z.strictObject({ data: z.string().min(1), figure: z.string().min(1) })).min(1),
});
export type RaceModel = z.infer<typeof raceModelSchema>;
