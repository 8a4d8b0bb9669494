import { z } from 'zod';
import { fiveLandmarksSchema } from '#domain/face.js';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** How an RGB picture of `sidePixels` × `sidePixels` becomes the net's input: value = (pixel − mean) · scale. */
export const imageInputSchema = z.strictObject({
  /** Name of the net's input. */
  name: z.string(),
  sidePixels: z.number().int().min(1),
  layout: z.enum(['nchw', 'nhwc']),
  channelOrder: z.enum(['rgb', 'bgr']),
  /** Per channel, in the order red, green, blue whatever the net's own order. */
  mean: z.tuple([z.number(), z.number(), z.number()]),
  scale: z.number(),
});
export type ImageInput = z.infer<typeof imageInputSchema>;

/**
 * Where a recogniser decides and what that costs. Scores are native: higher is more alike. It belongs to the card, for a
 * threshold of one net says nothing about another.
 */
export const operatingPointsSchema = z.strictObject({
  /** Match at or above. */
  threshold: z.number(),
  /** Between this and the threshold a person should look. */
  reviewFrom: z.number(),
  /** False match rate measured at each score, by rising score. */
  falseMatchRates: z.array(z.strictObject({ score: z.number(), rate: z.number().min(0).max(1) })).min(1),
  /** Data and runs behind the numbers. */
  source: z.string(),
});
export type OperatingPoints = z.infer<typeof operatingPointsSchema>;

/** All that is needed to use an ONNX net as a face recogniser. */
export const recogniserSchema = z.strictObject({
  /** Where the five landmarks come to lie in the net's input, in its pixels. */
  template: fiveLandmarksSchema,
  /** Name of the output that holds the descriptor. */
  output: z.string(),
  dimensions: z.number().int().min(1),
  /** The template is the mean of the descriptors of the picture and of its mirror image. */
  mirrorAveraging: z.boolean(),
  /** Native score: `euclidean` is 1 − distance, `cosine` the cosine similarity. */
  metric: z.enum(['euclidean', 'cosine']),
  /** The net takes one picture at a time. Default: any number. */
  onePicture: z.boolean().optional(),
  /** Left out where nobody measured any that we could vouch for: such a recogniser decides nothing until it is calibrated. */
  operatingPoints: operatingPointsSchema.optional(),
});
export type RecogniserDescriptor = z.infer<typeof recogniserSchema>;

/** How the ONNX model comes from the source files. */
export const conversionSchema = z.discriminatedUnion('kind', [
  /** The first source file is ONNX already. */
  z.strictObject({ kind: z.literal('none') }),
  /** The first file is a TFJS GraphModel, the second its weights; `outputs` names the nodes that are kept. */
  z.strictObject({
    kind: z.literal('tfjs-graph'),
    outputs: z
      .array(z.strictObject({ name: z.string(), node: z.string(), dims: z.array(z.union([z.number(), z.string()])) }))
      .min(1),
  }),
  /** The first file is a weight manifest of face-api, the second the weights; the graph is built by our code. */
  z.strictObject({
    kind: z.literal('face-api'),
    network: z.enum(['face-recognition', 'age-gender', 'face-expression']),
  }),
  /** The first file is a state dict of PyTorch; the graph is built by our code. */
  z.strictObject({ kind: z.literal('minifasnet') }),
]);
export type Conversion = z.infer<typeof conversionSchema>;

/** How a net that tells attacks from bona fide pictures is used. */
export const attackDetectorSchema = z.strictObject({
  /** Side of the crop as a multiple of the face's box, as long as the picture reaches so far. */
  cropScale: z.number().min(1),
  /** Name of the output that holds a probability per class. */
  output: z.string(),
  /** Which class is a bona fide presentation. */
  bonaFideClass: z.number().int().min(0),
});

const sourceFileSchema = z.strictObject({ path: z.string(), sha256: sha256Schema });

/** Files inside an installed npm package, each pinned. */
const packageSourceSchema = z.strictObject({ package: z.string(), files: z.array(sourceFileSchema).min(1) });

/** Files that an operator installs, each pinned; they are not part of any package. */
const downloadSourceSchema = z.strictObject({
  /** What they are installed as, several cards together: `bonafide models install <bundle>`. */
  bundle: z.string().regex(/^[a-z0-9-]+$/),
  /** Address of the folder that they lie in, at a fixed commit; ends with a slash. */
  baseUrl: z.url({ protocol: /^https$/ }).endsWith('/'),
  files: z
    .array(sourceFileSchema.extend({ path: z.string().regex(/^\w[\w.-]*$/), sizeBytes: z.number().int().min(1) }))
    .min(1),
});
export type DownloadSource = z.infer<typeof downloadSourceSchema>;

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
    'face-image-quality',
    'presentation-attack-detection',
    'text-detection',
    'text-recognition',
    'mrz-recognition',
  ]),
  title: z.string(),
  licence: z.string(),
  provenance: z.string(),
  trainingData: z.string(),
  /** Files beyond those that the conversion takes go along with the model. */
  source: z.union([packageSourceSchema, downloadSourceSchema]),
  conversion: conversionSchema,
  /** Digest of the ONNX model that inference runs on. */
  onnxSha256: sha256Schema,
  /** In words: shape and meaning of the input. */
  input: z.string(),
  /** In words: shape and meaning of the outputs. */
  output: z.string(),
  /** For nets that take one square crop. */
  image: imageInputSchema.optional(),
  /** For task `face-recognition`. */
  recogniser: recogniserSchema.optional(),
  /** For task `presentation-attack-detection`. */
  attackDetector: attackDetectorSchema.optional(),
  /** Raised whenever our preparation of the input changes its result. */
  preprocessingVersion: z.number().int().min(1),
  /** What was measured, with the command that prints it. */
  measured: z.array(z.strictObject({ figure: z.string(), command: z.string() })),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
