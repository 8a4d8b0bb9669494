import { z } from 'zod';

/** A model card: `models/<id>.json`. Says what a net is, where it comes from, and what may be done with it. */
export const modelCardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string(),
  task: z.enum([
    'face-detection',
    'face-mesh',
    'face-recognition',
    'age-gender',
    'face-expression',
    'text-detection',
    'text-recognition',
    'text-orientation',
  ]),
  title: z.string(),
  licence: z.string(),
  provenance: z.string(),
  trainingData: z.string(),
  /** Files inside the installed npm package, each pinned. */
  source: z.strictObject({
    package: z.string(),
    files: z.array(z.strictObject({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(1),
  }),
  /** How the ONNX model comes from the source files; `none` when the first file is ONNX already. */
  conversion: z.enum(['none', 'tfjs-graph', 'face-api']),
  /** Digest of the ONNX model that inference runs on. */
  onnxSha256: z.string().regex(/^[0-9a-f]{64}$/),
  input: z.string(),
  output: z.string(),
  preprocessingVersion: z.number().int().min(1),
  /** What was measured, with the command that prints it. */
  measured: z.array(z.strictObject({ figure: z.string(), command: z.string() })),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
