import { z } from 'zod';

/**
 * THE registry of cues: what may betray that not the document itself lay before the camera. None of them shows that a
 * document is genuine: `clear` means that this trace was looked for and not seen.
 */
export const documentCues = {
  'fine-grid': 'A fine regular grid covers the document: the pixels of a screen, or the dots of a printed copy.',
  colourless: 'The document has no colour of its own: a black-and-white copy, or a picture that was made grey.',
} as const;
export type DocumentCueName = keyof typeof documentCues;

/** Why a cue was not assessed. */
export const cueNotAssessedReasons = {
  'resolution-insufficient': 'The document covers too few pixels of the picture, or lies too far outside it.',
  'sharpness-insufficient': 'The picture is too blurred to show the trace.',
  'contrast-insufficient': 'The document is too dark, too pale or too burnt out to show the trace.',
} as const;
export type CueNotAssessedReason = keyof typeof cueNotAssessedReasons;

const cueName = z.enum(Object.keys(documentCues) as [DocumentCueName, ...DocumentCueName[]]); // Object.keys loses the key type
/** 0–1, higher is more suspicious; .5 is the limit. How much a measure beyond the limit means is not calibrated. */
const cueScore = z.number().min(0).max(1);

export const documentCueSchema = z.discriminatedUnion('verdict', [
  z.object({ name: cueName, verdict: z.literal('clear'), score: cueScore, reason: z.null() }),
  z.object({ name: cueName, verdict: z.literal('suspicious'), score: cueScore, reason: z.string() }),
  z.object({
    name: cueName,
    verdict: z.literal('not-assessed'),
    score: z.null(),
    reason: z.enum(Object.keys(cueNotAssessedReasons) as [CueNotAssessedReason, ...CueNotAssessedReason[]]), // as above
  }),
]);
/** What one cue says of a picture. `reason`: for `suspicious` the text of the registry. A suspicion asks for a look by a person, it refuses nothing. */
export type DocumentCue = z.infer<typeof documentCueSchema>;
