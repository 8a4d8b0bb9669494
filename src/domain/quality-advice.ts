import { z } from 'zod';
import {
  qualityComponentNames,
  qualitySchema,
  type Quality,
  type QualityComponent,
  type QualityComponentName,
} from '#domain/quality.js';

/** What whoever takes the picture can do about it, the most useful first. Said to the person: plain words. */
export const adviceTexts = {
  'be-alone': 'Only one person may be in the picture.',
  'come-closer': 'Hold the camera closer, so that the face fills more of the picture.',
  'move-back': "Hold the camera further away, at arm's length.",
  'centre-face': 'Hold the camera so that the whole head is in the picture, with some room around it.',
  'look-straight-ahead': 'Look straight into the camera.',
  'hold-camera-at-eye-level': 'Hold the camera at the height of your eyes.',
  'hold-head-upright': 'Hold your head and the camera upright.',
  'move-into-light': 'Move to where more light falls on your face.',
  'avoid-strong-light': 'Avoid strong light on your face: lamps, the flash, direct sun.',
  'light-face-evenly': 'Turn towards the light, so that both halves of your face are lit alike.',
  'use-white-light': 'Use daylight or a white lamp: coloured light changes the colour of your skin.',
  'wipe-lens': 'Wipe the lens, and keep lamps and windows out of the picture.',
  'hold-still': 'Hold still until the picture is sharp.',
  'send-original': 'Send the picture as the camera took it, not a compressed copy.',
  'uncover-eyes': 'Take off dark glasses, and keep your hair away from your eyes.',
  'uncover-mouth': 'Uncover your mouth.',
  'uncover-face': 'Uncover your face.',
  'open-eyes': 'Open your eyes.',
  'close-mouth': 'Close your mouth.',
  'relax-face': 'Look relaxed, without smiling.',
  'plain-background': 'Stand in front of a plain wall.',
  'take-again': 'Take the picture again, in good light, with your whole face uncovered.',
} as const;
export type AdviceCode = keyof typeof adviceTexts;
export const adviceCodes = Object.keys(adviceTexts) as [AdviceCode, ...AdviceCode[]]; // Object.keys loses the key type

/** What to do where the value lies below `middle` and where it lies above. */
interface TwoSided {
  readonly middle: number;
  readonly below: AdviceCode;
  readonly above: AdviceCode;
}

/** What to do about a component that is not fine. */
const remedies: Readonly<Record<QualityComponentName, AdviceCode | TwoSided>> = {
  backgroundUniformity: 'plain-background',
  illuminationUniformity: 'light-face-evenly',
  exposure: { middle: 0.5, below: 'move-into-light', above: 'avoid-strong-light' },
  contrast: { middle: 0.5, below: 'wipe-lens', above: 'light-face-evenly' },
  flare: 'avoid-strong-light',
  luminanceMean: { middle: 0.4, below: 'move-into-light', above: 'avoid-strong-light' },
  luminanceVariance: 'wipe-lens',
  underExposurePrevention: 'move-into-light',
  overExposurePrevention: 'avoid-strong-light',
  dynamicRange: 'wipe-lens',
  sharpness: 'hold-still',
  compressionArtifacts: 'send-original',
  naturalColour: 'use-white-light',
  radialDistortion: 'move-back',
  singleFacePresent: 'be-alone',
  interEyeDistance: 'come-closer',
  headSize: { middle: 0.3, below: 'come-closer', above: 'move-back' },
  leftwardCropOfTheFaceImage: 'centre-face',
  rightwardCropOfTheFaceImage: 'centre-face',
  marginAboveOfTheFaceImage: 'centre-face',
  marginBelowOfTheFaceImage: 'centre-face',
  headPoseYaw: 'look-straight-ahead',
  headPosePitch: 'hold-camera-at-eye-level',
  headPoseRoll: 'hold-head-upright',
  expressionNeutrality: 'relax-face',
  mouthClosed: 'close-mouth',
  leftEyeOpen: 'open-eyes',
  rightEyeOpen: 'open-eyes',
  eyesVisible: 'uncover-eyes',
  mouthOcclusionPrevention: 'uncover-mouth',
  faceOcclusionPrevention: 'uncover-face',
  unifiedQualityScore: 'take-again',
};

export const qualityAdviceSchema = z.object({
  code: z.enum(adviceCodes),
  text: z.string().describe('For the person in the picture, in English.'),
  components: z.array(qualitySchema.keyof()).describe('What was not fine.'),
});
export type QualityAdvice = z.infer<typeof qualityAdviceSchema>;

/**
 * What to do better, the most useful first, from the components that are not fine. Taking the picture again is advised
 * where nothing else is known to be wrong.
 */
export function adviceFor(quality: Quality): QualityAdvice[] {
  const components = new Map<AdviceCode, QualityComponentName[]>();
  for (const name of qualityComponentNames) {
    const component = quality[name];
    if (component === undefined || component.fine) continue;
    const code = remedyOf(name, component);
    components.set(code, [...(components.get(code) ?? []), name]);
  }
  if (components.size > 1) components.delete('take-again');
  return adviceCodes.flatMap((code) => {
    const found = components.get(code);
    return found === undefined ? [] : [{ code, text: adviceTexts[code], components: found }];
  });
}

function remedyOf(name: QualityComponentName, { native }: QualityComponent): AdviceCode {
  const remedy = remedies[name];
  if (typeof remedy === 'string') return remedy;
  return native < remedy.middle ? remedy.below : remedy.above;
}
