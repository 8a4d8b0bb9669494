import { z } from 'zod';
import { sha256Schema } from '#domain/card.js';

/** What every descriptor says of the weights that an operator puts in. */
export const ownWeightsShape = {
  licence: z.string().min(1),
  /** Where the weights come from. */
  source: z.string().min(1),
  trainingData: z.string().optional(),
  /** The ONNX file, beside this one. */
  file: z.string().regex(/^\w[\w.-]*\.onnx$/),
  sha256: sha256Schema,
} as const;

/** The same with the name of a net that stands by itself. */
export const ownNetShape = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().min(1),
  title: z.string().optional(),
  ...ownWeightsShape,
} as const;
