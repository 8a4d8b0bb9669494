import { z } from 'zod';

/**
 * What a person is asked to do in front of the camera. Left and right are the person's own: in a picture that is not mirrored
 * a turn to the left is one towards the picture's right.
 */
export const challengeMotions = ['turn-left', 'turn-right', 'look-up', 'look-down', 'come-closer'] as const;
export type ChallengeMotion = (typeof challengeMotions)[number];

/** Drawn by the server for one recording. Times run from the recording's first picture. */
export const challengeSchema = z.object({
  /** Binds the recording to the session that it was drawn for. */
  nonce: z.string().min(16),
  /** Each is shown from `atMs` until the next one's; until the first, the person looks into the camera. */
  steps: z
    .array(z.object({ motion: z.enum(challengeMotions), atMs: z.number().min(0) }))
    .min(1)
    .max(4),
  endsAtMs: z.number().positive(),
});
export type Challenge = z.infer<typeof challengeSchema>;

/** Why a recording shows no living person who did what was asked, or cannot show it. */
export const activeLivenessReasons = {
  'video-too-short': 'The video ends before the challenge does.',
  'face-lost': 'The face was not to be seen throughout.',
  'several-faces': 'More than one face was to be seen.',
  'identity-changed': 'The frames show different people.',
  'frames-still': 'The frames are copies of one picture.',
  'frames-repeated': 'A piece of the video is played again and again.',
  'motion-missing': 'A motion that was asked for was not made.',
  'motion-wrong-direction': 'The head was moved to the opposite side first.',
  'motion-wrong-order': 'The motions were made in another order.',
  'motion-unasked': 'The head was moved in ways that nobody asked for.',
  'motion-too-early': 'A motion was made before it was asked for.',
  'turn-too-small': 'The head was turned too little to show its shape.',
  'shape-not-shown': 'Too little of the face could be found again to tell its shape.',
  'flat-picture': 'The face has the shape of a picture of one.',
} as const;
export type ActiveLivenessReason = keyof typeof activeLivenessReasons;

const reasonSchema = z.enum(Object.keys(activeLivenessReasons) as [ActiveLivenessReason, ...ActiveLivenessReason[]]); // Object.keys loses the key type

/** A challenge that waits for its answer. */
export const drawnChallengeSchema = z.object({ challenge: challengeSchema, drawnAtEpochMs: z.number() });
export type DrawnChallenge = z.infer<typeof drawnChallengeSchema>;

/** What a video of a session says for and against a living person, for whoever reviews it. */
export const activeLivenessReportSchema = z.object({
  /** Empty: nothing was found against one. */
  reasons: z.array(reasonSchema),
  /** What became of each step of the challenge; empty: nothing was asked. */
  steps: z.array(
    z.object({
      motion: z.enum(challengeMotions),
      askedAtMs: z.number(),
      /** Null: not in its time. */
      madeAtMs: z.number().nullable(),
      reason: reasonSchema.nullable(),
    }),
  ),
});
export type ActiveLivenessReport = z.infer<typeof activeLivenessReportSchema>;
