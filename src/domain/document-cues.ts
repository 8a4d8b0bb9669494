import { z } from 'zod';

/**
 * THE registry of cues: what may betray that not the document itself lay before the camera, or that it was changed. None of
 * them shows that a document is genuine: `clear` means that this trace was looked for and not seen.
 */
export const documentCues = {
  'fine-grid': 'A fine regular grid covers the document: the pixels of a screen, or the dots of a printed copy.',
  colourless: 'The document has no colour of its own: a black-and-white copy, or a picture that was made grey.',
  'mrz-typeface': 'The machine-readable zone is not set in OCR-B, as every machine-readable zone is.',
  'mrz-character':
    'A digit of the machine-readable zone lies higher, lower or is shaped otherwise than those around it.',
  'ghost-portrait': 'The small second portrait shows another face than the main portrait.',
  'portrait-compression':
    'The file was saved before, and the portrait was not yet in it: it was set into the picture afterwards.',
} as const;
export type DocumentCueName = keyof typeof documentCues;

/**
 * What a suspicion speaks for, and so what it leads to. `copy`: a screen or a copy before the camera, which asks for a look by
 * a person. `edit`: the picture was changed after it was taken, which asks for one too. `evidence`: it is only reported, for
 * true documents show the trace too often, or too few were measured.
 */
export const cueMeanings = {
  'fine-grid': 'copy',
  colourless: 'copy',
  'mrz-typeface': 'evidence',
  'mrz-character': 'evidence',
  'ghost-portrait': 'evidence',
  'portrait-compression': 'edit',
} as const satisfies Record<DocumentCueName, 'copy' | 'edit' | 'evidence'>;

/** Why a cue was not assessed. */
export const cueNotAssessedReasons = {
  'resolution-insufficient': 'The document covers too few pixels of the picture, or lies too far outside it.',
  'sharpness-insufficient': 'The picture is too blurred to show the trace.',
  'contrast-insufficient': 'The document is too dark, too pale or too burnt out to show the trace.',
  'colour-unavailable': 'The picture is a grey one: what it shows may have had colours.',
  'proportions-unfit': 'The zone is seen too much aslant, or is printed in other proportions, to be compared.',
  'earlier-compression-absent':
    'No trace is seen of an earlier save: there was none or a finer one, or the picture was scaled or cut since, or is no JPEG or too large.',
  'reading-unsure': 'The machine-readable zone was not read surely enough.',
  'nothing-to-assess': 'What the trace would show on was not found: no zone, no portrait, no second portrait.',
} as const;
export type CueNotAssessedReason = keyof typeof cueNotAssessedReasons;

const cueName = z.enum(Object.keys(documentCues) as [DocumentCueName, ...DocumentCueName[]]); // Object.keys loses the key type
/** 0–1, higher is more suspicious; .5 is the limit. How much a measure beyond the limit means is not calibrated. */
const cueScore = z.number().min(0).max(1);
/**
 * What was measured, by name, for the person who looks: `similarity` of two faces, `line` and `column` of a character, `share`
 * of the earlier compression.
 */
const cueDetails = z.record(z.string(), z.number()).optional();

export const documentCueSchema = z.discriminatedUnion('verdict', [
  z.object({ name: cueName, verdict: z.literal('clear'), score: cueScore, reason: z.null(), details: cueDetails }),
  z.object({
    name: cueName,
    verdict: z.literal('suspicious'),
    score: cueScore,
    reason: z.string(),
    details: cueDetails,
  }),
  z.object({
    name: cueName,
    verdict: z.literal('not-assessed'),
    score: z.null(),
    reason: z.enum(Object.keys(cueNotAssessedReasons) as [CueNotAssessedReason, ...CueNotAssessedReason[]]), // as above
  }),
]);
/** What one cue says of a picture. `reason`: for `suspicious` the text of the registry. A suspicion asks for a look by a person, it refuses nothing. */
export type DocumentCue = z.infer<typeof documentCueSchema>;
