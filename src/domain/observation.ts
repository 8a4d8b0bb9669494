import { z } from 'zod';

/** What may be noticed about a face in a picture, for the eyes of a reviewer. */
export const observationMeanings = {
  'spectrum-falloff': 'The face has fewer fine details, or more, than its coarser ones let expect.',
  'noise-mismatch': 'What is beside the face is much noisier than the face.',
  'grid-offset': 'The face has a grid of JPEG blocks that is not the file’s, nor that of the rest of the picture.',
  'earlier-compression-missing':
    'The rest of the picture shows that it was saved before; the face does not, as if it had been set in since.',
  'face-edge': 'Straight edges run along at least three sides of the face.',
} as const;
export type ObservationName = keyof typeof observationMeanings;
export const observationNames = Object.keys(observationMeanings) as [ObservationName, ...ObservationName[]]; // Object.keys loses the key type

/**
 * A measure that decides nothing. What could not be measured on a picture is left out; a list without a name does not say
 * that there is nothing to notice.
 */
export const observationSchema = z.object({
  name: z.enum(observationNames),
  /** In the measure's own unit (docs/deepfake.md). */
  value: z.number(),
  /** Beyond the bound that `falseAlarms` was measured at. */
  noticed: z.boolean(),
  /** How often it was noticed on genuine pictures of the open data: `k` of `n`, a rate of at most `atMost` (95 %, one-sided). */
  falseAlarms: z.object({
    k: z.number().int().min(0),
    n: z.number().int().min(1),
    atMost: z.number().min(0).max(1),
  }),
});
export type Observation = z.infer<typeof observationSchema>;
