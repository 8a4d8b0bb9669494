import type { IdentityCheck } from '#domain/operation.js';
import { rounded } from '#http/apis/deepidv/rounded.js';
import type { IdentityVerify } from '#http/apis/deepidv/schema.js';
import { toDocumentBlock } from '#http/apis/deepidv/to-document.js';
import { toDetectionBlock, toMatchBlock } from '#http/apis/deepidv/to-face.js';

/** The answer of `identity/verify`. */
export function toIdentityVerify({ document, detection, comparison }: IdentityCheck): IdentityVerify {
  const blocks = {
    document: toDocumentBlock(document),
    faceDetection: toDetectionBlock(detection),
    faceMatch: toMatchBlock(comparison),
  };
  return {
    verified: isInOrder(document) && blocks.faceDetection.faceDetected && blocks.faceMatch.isMatch,
    ...blocks,
    overallConfidence: overallConfidence(blocks),
  };
}

/** rulings.md, "Verdicts": the document was read, has not expired, and no check digit of its zone fails. */
function isInOrder(part: IdentityCheck['document']): boolean {
  if (!part.ok) return false;
  const { warnings, mrz } = part.value.document;
  const allHold = Object.values(mrz?.checkDigits ?? {}).every((holds) => holds);
  return allHold && !warnings.includes('mrz-check-digit-failed') && !warnings.includes('expired');
}

/** Seed 001, "How overallConfidence is calculated": of the published numbers, so that a caller can do the same sum. */
const weights = { document: 0.4, faceDetection: 0.2, faceMatch: 0.4 } as const;

function overallConfidence(
  blocks: Pick<IdentityVerify, 'document' | 'faceDetection' | 'faceMatch'>,
): IdentityVerify['overallConfidence'] {
  let sum = 0;
  for (const name of ['document', 'faceDetection', 'faceMatch'] as const) {
    const { confidence } = blocks[name];
    // Never weighted anew over what is left: that would make a failed part look like a good one.
    if (confidence === null) return null;
    sum += weights[name] * confidence;
  }
  return rounded(sum, 2);
}
