import { z } from 'zod';
import { verificationResourceSchema } from '#contract/verification.js';

/** Pictures of a verification, as the demo page sends them: parts of a form. */
export const demoPictures = ['documentFront', 'documentBack', 'selfie', 'selfieVideo'] as const;
export type DemoPicture = (typeof demoPictures)[number];

/** Sent with every call of the page; no form of another site can. */
export const demoHeader = 'x-bonafide-demo';

export const demoSampleNames = ['passport-photo.jpg', 'selfie-owner.jpg', 'selfie-impostor.jpg'] as const;
export type DemoSampleName = (typeof demoSampleNames)[number];

/** Code → a plain sentence. */
const meanings = z.record(z.string(), z.string());

/** `GET /demo/about`: what the page knows before it is used. */
export const demoAboutSchema = z.strictObject({
  version: z.string(),
  /** Only this machine may use the page, or whoever reaches it. */
  openTo: z.enum(['this-machine', 'anybody']),
  /** Whether films can be looked at here. */
  canFilm: z.boolean(),
  limitBytes: z.strictObject({ photo: z.int(), video: z.int() }),
  /** Those that are there, below `/demo/samples/`. */
  samples: z.array(z.enum(demoSampleNames)),
  meanings: z.strictObject({ reasons: meanings, warnings: meanings, notAssessed: meanings }),
});
export type DemoAbout = z.infer<typeof demoAboutSchema>;

/** `POST /demo/verify`: the answer of `POST /api/v2/verifications`, and what it takes to draw it. */
export const demoAnswerSchema = z.strictObject({
  verification: verificationResourceSchema,
  /** Of a filmed selfie the frame that was compared, as a data URL; `verification.face` is in its pixels. */
  selfieFrame: z.string().nullable(),
  /** A picture of the sandbox named the outcome; no model looked. */
  sandbox: z.boolean(),
  scale: z.strictObject({
    /** Native scores: from here on a person decides, and from `threshold` on it is a match. */
    reviewFrom: z.number(),
    threshold: z.number(),
    falseMatchRates: z.array(z.strictObject({ score: z.number(), rate: z.number() })),
  }),
});
export type DemoAnswer = z.infer<typeof demoAnswerSchema>;
