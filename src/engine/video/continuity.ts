import type { DetectedFace, Template } from '#domain/face.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';

/** Whether the frames of a video show one person: similarities as of two pictures (.75 is the threshold), not a verdict. */
export interface FaceContinuity {
  /** Of the two least alike frames; null where fewer than two can be compared. It falls with the face's expression and turn too. */
  readonly leastSimilarity: number | null;
  /**
   * The least likeness that must be crossed to get from any frame to any other over the most alike ones. One person's frames
   * hang together however the head moves; those of two people hang together by the most alike pair of strangers.
   */
  readonly weakestLink: number | null;
}

/** Beyond these angles a face is little like itself and says nothing against continuity. */
const frontal = { yawDegrees: 20, pitchDegrees: 20 } as const;

/** Compares the near-frontal faces, each with each. */
export function faceContinuity(
  faces: readonly { readonly face: DetectedFace; readonly template: Template }[],
  operatingPoint: OperatingPoint,
): FaceContinuity {
  const templates = faces.filter(({ face }) => isFrontal(face)).map(({ template }) => template);
  const similarity = (probe: Template, reference: Template): number =>
    compareTemplates(probe, reference, operatingPoint).similarity;
  let least: number | null = null;
  for (const [index, probe] of templates.entries()) {
    for (const reference of templates.slice(index + 1)) least = Math.min(least ?? 1, similarity(probe, reference));
  }
  return { leastSimilarity: least, weakestLink: weakestLinkOf(templates, similarity) };
}

/** The lightest edge of the heaviest spanning tree (Prim 1957), which is the widest bottleneck between any two. */
function weakestLinkOf(
  templates: readonly Template[],
  similarity: (probe: Template, reference: Template) => number,
): number | null {
  const [first, ...others] = templates;
  if (first === undefined || others.length === 0) return null;
  const left = new Map(others.map((template) => [template, similarity(first, template)]));
  let weakest = 1;
  while (left.size > 0) {
    const [[nearest, link]] = [...left].sort((a, b) => b[1] - a[1]) as [[Template, number]]; // left is not empty
    weakest = Math.min(weakest, link);
    left.delete(nearest);
    for (const [template, known] of left) left.set(template, Math.max(known, similarity(nearest, template)));
  }
  return weakest;
}

const isFrontal = ({ pose }: DetectedFace): boolean =>
  Math.abs(pose.yawDegrees) <= frontal.yawDegrees && Math.abs(pose.pitchDegrees) <= frontal.pitchDegrees;
