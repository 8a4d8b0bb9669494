import type { Failure } from '#domain/failure.js';
import type { FaceComparison } from '#domain/verification.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';
import type { EngineTasks, SelfieAnalysis } from '#engine/engine-tasks.js';
import { judgeFaces } from '#engine/judge-faces.js';

/** Like `Outcome`, and says which of the two pictures failed. */
export type FaceComparisonOutcome =
  | { readonly ok: true; readonly value: FaceComparison }
  | { readonly ok: false; readonly failure: Failure; readonly picture: 'a' | 'b' };

/** Do two pictures, each of one face, show one person? Both are analysed at the same time. */
export async function compareFaces(
  pictures: { readonly a: Uint8Array; readonly b: Uint8Array },
  tasks: EngineTasks,
  policy: Policy = defaultPolicy,
): Promise<FaceComparisonOutcome> {
  const [a, b] = await Promise.all([tasks.analyseSelfie(pictures.a), tasks.analyseSelfie(pictures.b)]);
  if (!a.ok) return { ok: false, failure: a.failure, picture: 'a' };
  if (!b.ok) return { ok: false, failure: b.failure, picture: 'b' };
  const verdict = judgeFaces(a.value.template, b.value.template, tasks.recogniser, policy);
  return { ok: true, value: { ...verdict, faces: [detected(a.value), detected(b.value)] } };
}

const detected = ({ face }: SelfieAnalysis): FaceComparison['faces'][0] => {
  const { box, landmarks, pose, confidence, interEyeDistancePixels } = face;
  return { box, landmarks, pose, confidence, interEyeDistancePixels };
};
