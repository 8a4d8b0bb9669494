import type { QualitySweep, SweepSubject } from '#engine/evaluation/quality/sweep.js';
import { blurred, jpegCoded, noisy } from '#engine/evaluation/quality/spoil/coding.js';
import { covered, withDarkGlasses, withMask, withPattern } from '#engine/evaluation/quality/spoil/covers.js';
import { eyesClosed } from '#engine/evaluation/quality/spoil/eyelids.js';
import { croppedAcross, croppedBeside, resized, withSecondFace } from '#engine/evaluation/quality/spoil/framing.js';
import { exposed, litFromLeft, tinted, veiled, withReflection } from '#engine/evaluation/quality/spoil/light.js';
import { mouthOpened, rolled, warpedRadially, zoomed } from '#engine/evaluation/quality/spoil/shape.js';
import { turned } from '#engine/evaluation/quality/spoil/turn.js';
import { betweenEyes, eyesToChin } from '#engine/quality/face-geometry.js';

const unifiedQuality = { unifiedQualityScore: 'falls' } as const;
const eyesShut = { leftEyeOpen: 'falls', rightEyeOpen: 'falls' } as const;

/** A crop that leaves `reach` distances from eyes to chin above or below the eyes. */
const margin =
  (edge: 'above' | 'below') =>
  ({ image, face }: SweepSubject, reach: number) =>
    croppedAcross(image, betweenEyes(face).y, edge, reach * eyesToChin(face));

/** Every component of the domain stands in one of them at least (`quality-sweeps.test.ts`). */
export const qualitySweeps: readonly QualitySweep[] = [
  {
    id: 'blur',
    axis: 'Gaussian blur, standard deviation in inter-eye distances',
    levels: [0, 0.01, 0.02, 0.04, 0.08],
    components: { sharpness: 'falls' },
    spoil: ({ image, face }, amount) => blurred(image, face, amount),
  },
  {
    id: 'strong-blur',
    axis: 'Gaussian blur, standard deviation in inter-eye distances',
    levels: [0, 0.12, 0.16, 0.2, 0.28],
    components: unifiedQuality,
    spoil: ({ image, face }, amount) => blurred(image, face, amount),
  },
  {
    id: 'dark',
    axis: 'less light, stops',
    levels: [0, 1, 2, 3, 4],
    components: { exposure: 'falls', luminanceMean: 'falls', underExposurePrevention: 'rises' },
    spoil: ({ image }, stops) => exposed(image, -stops),
  },
  {
    id: 'bright',
    axis: 'more light, stops',
    levels: [0, 1, 2, 3, 4],
    components: { exposure: 'rises', luminanceMean: 'rises', flare: 'rises', overExposurePrevention: 'rises' },
    spoil: ({ image }, stops) => exposed(image, stops),
  },
  {
    id: 'reflection',
    axis: 'reflection on the forehead, radius in inter-eye distances',
    levels: [0, 0.2, 0.4, 0.6],
    components: { flare: 'rises', overExposurePrevention: 'rises' },
    spoil: ({ image, face }, radius) => withReflection(image, face, radius),
  },
  {
    id: 'veil',
    axis: 'share of a grey veil',
    levels: [0, 0.25, 0.5, 0.75, 0.9],
    components: { contrast: 'falls', luminanceVariance: 'falls', dynamicRange: 'falls' },
    spoil: ({ image }, amount) => veiled(image, amount),
  },
  {
    id: 'side-light',
    axis: 'loss of light towards one side of the face',
    levels: [0, 0.7, 0.95],
    components: { illuminationUniformity: 'falls' },
    spoil: ({ image, face }, amount) => litFromLeft(image, face, amount),
  },
  {
    id: 'tint',
    axis: 'bluish light: loss of red',
    levels: [0, 0.15, 0.3, 0.45, 0.6],
    components: { naturalColour: 'rises' },
    spoil: ({ image }, amount) => tinted(image, amount),
  },
  {
    id: 'noise',
    axis: 'noise, standard deviation in levels of 255',
    levels: [0, 25, 50, 75],
    components: unifiedQuality,
    spoil: ({ image }, sigma) => noisy(image, sigma),
  },
  {
    id: 'jpeg',
    axis: 'JPEG coding, 100 less its quality',
    levels: [0, 50, 70, 80, 88, 94],
    components: { compressionArtifacts: 'rises' },
    spoil: ({ image }, coarseness) => jpegCoded(image, 100 - coarseness),
  },
  {
    id: 'background',
    axis: 'pattern behind the head, levels of 255',
    levels: [0, 10, 25, 50, 90],
    components: { backgroundUniformity: 'rises' },
    spoil: ({ image, face }, levels) => withPattern(image, face, levels),
  },
  {
    id: 'cover',
    axis: 'dark ellipse on the cheek, half-axes in sizes of the face',
    levels: [0, 0.12, 0.2, 0.3],
    components: { faceOcclusionPrevention: 'rises' },
    spoil: ({ image, face }, size) => covered(image, face, size, [40, 40, 45]),
  },
  {
    id: 'large-cover',
    axis: 'dark ellipse on the cheek, half-axes in sizes of the face',
    levels: [0, 0.2, 0.35],
    components: unifiedQuality,
    spoil: ({ image, face }, size) => covered(image, face, size, [60, 60, 70]),
  },
  {
    id: 'white-cover',
    axis: 'white ellipse on the cheek, half-axes in sizes of the face',
    levels: [0, 0.12, 0.2, 0.3],
    components: { faceOcclusionPrevention: 'rises' },
    spoil: ({ image, face }, size) => covered(image, face, size, [245, 245, 245]),
  },
  {
    id: 'blue-cover',
    axis: 'surgical blue ellipse on the cheek, half-axes in sizes of the face',
    levels: [0, 0.12, 0.2, 0.3],
    components: { faceOcclusionPrevention: 'rises' },
    spoil: ({ image, face }, size) => covered(image, face, size, [120, 160, 190]),
  },
  {
    id: 'dark-glasses',
    axis: 'opacity of dark glasses',
    levels: [0, 0.4, 0.7, 0.85],
    components: { eyesVisible: 'rises' },
    spoil: ({ image, face }, opacity) => withDarkGlasses(image, face, opacity),
  },
  ...(
    [
      ['black', [25, 25, 28]],
      ['white', [240, 240, 240]],
      ['blue', [120, 160, 190]],
    ] as const
  ).map(([name, colour]): QualitySweep => ({
    id: `${name}-mask`,
    axis: `${name} mask, height from the chin in distances to the tip of the nose`,
    levels: [0, 0.5, 0.7, 0.9],
    components: { mouthOcclusionPrevention: 'rises' },
    spoil: ({ image, face }, share) => withMask(image, face, share, colour),
  })),
  {
    id: 'closed-eyes',
    axis: 'upper lids drawn down, share of the opening',
    levels: [0, 0.5, 1],
    components: eyesShut,
    spoil: ({ image, face }, amount) => eyesClosed(image, face, amount),
    detectAgain: true,
  },
  {
    id: 'open-mouth',
    axis: 'mouth opened, in distances from eyes to chin',
    levels: [0, 0.08, 0.16, 0.24],
    components: { mouthClosed: 'rises' },
    spoil: ({ image, face }, amount) => mouthOpened(image, face, amount),
    detectAgain: true,
  },
  {
    id: 'astonished-mouth',
    axis: 'mouth opened, in distances from eyes to chin',
    levels: [0, 0.08, 0.16],
    components: { expressionNeutrality: 'rises' },
    spoil: ({ image, face }, amount) => mouthOpened(image, face, amount),
    detectAgain: true,
  },
  {
    id: 'fish-eye',
    axis: 'radial distortion k',
    levels: [0, 0.15, 0.3, 0.45],
    components: { radialDistortion: 'rises' },
    spoil: ({ image, face }, k) => warpedRadially(image, face, k),
    detectAgain: true,
  },
  {
    id: 'yaw',
    axis: 'head turned towards the right of the picture, degrees',
    levels: [-24, -12, 0, 12, 24],
    components: { headPoseYaw: 'rises' },
    spoil: ({ image, face }, degrees) => turned(image, face, degrees, 0),
    detectAgain: true,
  },
  {
    id: 'pitch',
    axis: 'head turned up, degrees',
    levels: [-20, -10, 0, 10, 20],
    components: { headPosePitch: 'rises' },
    spoil: ({ image, face }, degrees) => turned(image, face, 0, degrees),
    detectAgain: true,
  },
  {
    id: 'roll',
    axis: 'picture turned clockwise, degrees',
    levels: [-30, -15, 0, 15, 30],
    components: { headPoseRoll: 'rises' },
    spoil: ({ image, face }, degrees) => rolled(image, face, degrees),
    detectAgain: true,
  },
  {
    id: 'fewer-pixels',
    axis: 'picture reduced, share of its size',
    levels: [1, 0.7, 0.5, 0.35],
    components: { interEyeDistance: 'falls' },
    spoil: ({ image }, factor) => resized(image, factor),
    detectAgain: true,
  },
  {
    id: 'head-size',
    axis: 'face enlarged, picture of the same size',
    levels: [0.5, 0.7, 1, 1.4],
    components: { headSize: 'rises' },
    spoil: ({ image, face }, factor) => zoomed(image, face, factor),
    detectAgain: true,
  },
  {
    id: 'crop-left',
    axis: 'room left of the eyes, inter-eye distances',
    levels: [1.6, 1.2, 0.9, 0.6],
    components: { leftwardCropOfTheFaceImage: 'falls' },
    spoil: ({ image, face }, room) => croppedBeside(image, face, 'left', room),
    detectAgain: true,
  },
  {
    id: 'crop-right',
    axis: 'room right of the eyes, inter-eye distances',
    levels: [1.6, 1.2, 0.9, 0.6],
    components: { rightwardCropOfTheFaceImage: 'falls' },
    spoil: ({ image, face }, room) => croppedBeside(image, face, 'right', room),
    detectAgain: true,
  },
  {
    id: 'crop-above',
    axis: 'room above the eyes, distances from eyes to chin',
    levels: [1.4, 1.1, 0.8, 0.6],
    components: { marginAboveOfTheFaceImage: 'falls' },
    spoil: margin('above'),
    detectAgain: true,
  },
  {
    id: 'crop-below',
    axis: 'room below the eyes, distances from eyes to chin',
    levels: [1.5, 1.3, 1.1, 0.95],
    components: { marginBelowOfTheFaceImage: 'falls' },
    spoil: margin('below'),
    detectAgain: true,
  },
  {
    id: 'second-face',
    axis: 'second face, size over that of the first',
    levels: [0, 0.25, 0.5, 0.75],
    components: { singleFacePresent: 'rises' },
    spoil: ({ image }, factor) => withSecondFace(image, factor),
    detectAgain: true,
  },
];
