import { z } from 'zod';

/** Why a signal was not assessed. */
export const notAssessedReasons = {
  'no-capture-session': 'No capture session of this server took the picture.',
  'capture-not-told': 'The page says nothing of how the picture was taken, and it answers no challenge.',
  'no-model-installed': 'No model for this signal is installed.',
  'model-unusable':
    'The model for this signal is installed, but a file of it is missing or altered, or it gives no usable number.',
  'not-requested': 'The caller did not ask for this signal.',
  'quality-insufficient': 'The picture is too poor for the model to judge.',
  'framing-insufficient': 'There is too little room around the face for the model to judge.',
} as const;
export type NotAssessedReason = keyof typeof notAssessedReasons;

/** A signal that was not computed never carries a number, and `fine` is false: gates fail closed. */
export const signalSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('assessed'), score: z.number().min(0).max(1), fine: z.boolean() }),
  z.object({
    status: z.literal('not-assessed'),
    score: z.null(),
    fine: z.literal(false),
    reason: z.enum(Object.keys(notAssessedReasons) as [NotAssessedReason, ...NotAssessedReason[]]), // Object.keys loses the key type
  }),
]);
export type Signal = z.infer<typeof signalSchema>;

export const notAssessed = (reason: NotAssessedReason): Extract<Signal, { status: 'not-assessed' }> => ({
  status: 'not-assessed',
  score: null,
  fine: false,
  reason,
});
