import { z } from 'zod';

// Written from seeds 000 and 002, and README.md for the calls that the same vendor publishes elsewhere. Keys that the seeds do
// not show stand under "Additions", with the ruling that names them.

/** "Not assessed: a signal's block is always an object with every documented key", and then `status` and `reason`. */
const signal = z.strictObject({
  score: z.number().min(0).max(1).nullable(),
  fine: z.boolean(),
  // Additions (rulings.md, "Verdicts").
  status: z.enum(['assessed', 'not-assessed']),
  reason: z.string().optional(),
});
const scored = z.strictObject({ score: z.number().min(0).max(1), fine: z.boolean() });
const measured = z.strictObject({ value: z.number(), fine: z.boolean() });

const box = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
const turnedBox = box.extend({ angle: z.number().gt(-180).lte(180) });
const landmarks = z.array(z.tuple([z.int(), z.int()])).length(5);
const similarity = z.number().min(0).max(1);

const demography = {
  age: z.number().nullable(),
  gender: z.enum(['male', 'female', 'unknown']),
  race: z.string(),
};
const measures = {
  pitch: z.number(),
  yaw: z.number(),
  roll: z.number(),
  uniformity: measured,
  exposure: measured,
  contrast: measured,
  flare: scored,
  blur: scored,
  macroblocks: scored,
  distortion: scored,
  occlusion: scored,
  emotion: scored,
  crfiqa: scored,
};

const text = z.string().nullable();
const ocrKeys = [
  'countryName',
  'countryName_local',
  'dateOfBirth',
  'dateOfIssue',
  'dateOfExpiration',
  'IDPlaceOfBirthCountry',
  'givenNames',
  'givenNames_local',
  'surname',
  'surname_local',
  'identityCardNumber',
  'issuingStateCode',
  'sex',
  'mrz',
  'bookletNumber',
  'citizenshipStatus',
  'nationality',
  'eyes',
] as const;
const ocr = z.strictObject({
  ...(Object.fromEntries(ocrKeys.map((key) => [key, text])) as Record<(typeof ocrKeys)[number], typeof text>), // one each
  height_cm: z.number().nullable(),
  weight_kg: z.number().nullable(),
});

const document = z.strictObject({
  doc: z.enum(['passport', 'id_card', 'residence_permit', 'visa', 'drivers_license', 'other']),
  ocr,
  position: turnedBox,
  // Additions (rulings.md, "OOTO"): "`portrait.box` is returned as well", and "the reason in an extra `ocrReasons`".
  portrait: turnedBox.extend({ box }),
  ocrReasons: z.record(z.string(), z.string()),
});

const answered = (result: z.ZodType) => z.strictObject({ transactionId: z.uuid(), result });

/** Seed 000, "Successful Response". */
export const docIdentify = answered(
  z.strictObject({
    comparison: z.strictObject({ similarity, same: z.boolean() }),
    face: z.strictObject({
      liveness: signal,
      deepfake: signal,
      quality: z.strictObject({ ...demography, ...measures, left_eye_closed: scored, right_eye_closed: scored }),
      box,
      landmarks,
    }),
    document,
  }),
);

/** A face as seed 002 spells it. */
const face = {
  quality: z.strictObject({ ...measures, leftEyeClosed: scored, rightEyeClosed: scored }),
  box,
  landmarks,
  demography: z.strictObject(demography),
};

export const recognize = answered(document);
const plainFace = z.strictObject(face);
const askedFace = z.strictObject({ ...face, liveness: signal, deepfake: signal });
export const verify = answered(
  z.strictObject({ firstFace: plainFace, secondFace: plainFace, similarity, same: z.boolean() }),
);
export const verifyWithSignals = answered(
  z.strictObject({ firstFace: askedFace, secondFace: askedFace, similarity, same: z.boolean() }),
);
export const liveness = answered(z.strictObject({ ...face, liveness: signal }));
export const livenessAndDeepfake = answered(askedFace);
export const deepfake = answered(z.strictObject({ ...face, deepfake: signal }));

const templateId = z.string().min(1);
/** README.md: `{templateId, enroll{templateId}, …, face{…}}`; "accept and, where it costs nothing, return both". */
export const add = answered(
  z.strictObject({ ...face, templateId, enroll: z.strictObject({ templateId }), face: plainFace }),
);
/** "no match: `search: null` and 200" */
export const search = answered(
  z.strictObject({
    ...face,
    search: z.strictObject({ templateId, similarity }).nullable(),
    templateId: templateId.nullable(),
    similarity: similarity.nullable(),
    face: plainFace,
  }),
);
/** README.md: "200 `{transactionId}`". */
export const removed = z.strictObject({ transactionId: z.uuid() });

/** Seed 002, "Response (200)": without the envelope. */
export const flowCreated = z.strictObject({ sessionId: z.uuid(), token: z.string().min(20), url: z.url() });

/** Seed 002, "Get Status", of a session that nobody has opened: its result is null until the end. */
export const flowStatus = z.strictObject({
  status: z.enum(['CREATED', 'CAPTCHA_OK', 'IN_PROGRESS', 'DONE', 'FAILED', 'EXPIRED', 'CANCELED']),
  scopes: z.array(z.enum(['liveness', 'deepfake', 'search', 'enroll'])).min(1),
  nextStep: z.enum(['LIVENESS', 'DEEPFAKE', 'ENROLL', 'SEARCH']).nullable(),
  expiresAt: z.iso.datetime(),
  uiHints: z.strictObject({ needCaptcha: z.boolean() }),
  returnUrl: z.url().nullable(),
  result: z.null(),
  // Additions (rulings.md, "OOTO"): "also carry `sessionId` and `metadata`".
  sessionId: z.uuid(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});

/** Seed 000, "Error response". */
export const failure = answered(
  z.strictObject({
    status: z.literal('error'),
    code: z.int(),
    info: z.string().min(1),
    // Addition (rulings.md, "OOTO"): "an extra `field`".
    field: z.string().optional(),
  }),
);

/** Seed 000, "Engine & OCR Errors", letter for letter. */
export const errorTable = {
  1: 'photo should not be empty',
  2: 'wrong mime-type in input data',
  3: 'photo size is 0 bytes',
  4: 'can not decode image, check it is valid jpeg or png file',
  5: 'can not detect face (in selfie)',
  6: 'more than one face detected on photo',
  8: 'portrait from document not similar to template',
  9: 'can not extract features from sample',
  201: 'can not detect document',
  202: 'more than one document detected',
  203: 'can not make OCR for document',
  208: 'can not find portrait on document',
  209: 'insufficient resolution of the photo',
} as const;
