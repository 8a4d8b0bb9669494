import { fail, type Outcome } from '#domain/outcome.js';
import type { EngineTasks, PortraitAnalysis } from '#engine/engine-tasks.js';

/**
 * What a picture to be compared shows. `either`: the call does not say whether it is a document or a photo of a person.
 */
export type PictureKind = 'selfie' | 'document' | 'either';

/**
 * A second face of at least this share of the largest one's area makes a picture of either kind ambiguous. The ghost of a
 * portrait must pass: on cards and passports it is at most about half as high as the portrait, a quarter of its area, and
 * the boxes of small faces come out some pixels larger.
 */
const comparableAreaShare = 0.5;

/**
 * The face of a picture that is to be compared, and its template. On a document a smaller second portrait is its ghost;
 * on a selfie a second face of a quarter of the area is another person (rulings.md, "Verdicts"). Failures: those of
 * `EngineTasks.analysePortrait`.
 */
export async function portraitOf(
  bytes: Uint8Array,
  kind: PictureKind,
  tasks: Pick<EngineTasks, 'analysePortrait' | 'detectFaces'>,
): Promise<Outcome<PortraitAnalysis>> {
  if (kind !== 'either') {
    return tasks.analysePortrait(bytes, { secondFace: kind === 'selfie' ? 'refused' : 'ignored' });
  }
  const [portrait, detection] = await Promise.all([
    tasks.analysePortrait(bytes, { secondFace: 'ignored' }),
    tasks.detectFaces(bytes),
  ]);
  if (!portrait.ok) return portrait;
  if (!detection.ok) return detection;
  const [largest, second] = detection.value.faces.map(({ box }) => box.width * box.height);
  const isAmbiguous = largest !== undefined && second !== undefined && second >= comparableAreaShare * largest;
  return isAmbiguous ? fail({ code: 'several-faces' }) : portrait;
}
