import type { DocumentAssessment } from '#domain/document.js';
import type { Box, RotatedBox } from '#domain/geometry.js';
import type { AssessedComparison, Enrolment, Identification } from '#domain/operation.js';
import { ootoScale, publishedScore } from '#domain/published-scale.js';
import type { Verdict, Verification } from '#domain/verification.js';
import type { AskedSignals } from '#http/apis/ooto/asked-signals.js';
import type { OotoDocument } from '#http/apis/ooto/document-schema.js';
import { toBox, toFace, toIdentifyFace } from '#http/apis/ooto/face-to-wire.js';
import { round } from '#http/apis/ooto/round.js';
import type { AddResult, IdentifyResult, SearchResult, VerifyResult } from '#http/apis/ooto/schema.js';
import { toOcr } from '#http/apis/ooto/to-ocr.js';

/** The engine's answer in the words and scales of OOTO's `doc/identify`. */
export function toIdentifyResult({ face, document, ...verdict }: Verification): IdentifyResult {
  return { comparison: toComparison(verdict), face: toIdentifyFace(face), document: toDocument(document) };
}

/** The same for `verify`. */
export function toVerifyResult({ faces, ...verdict }: AssessedComparison, asked: AskedSignals): VerifyResult {
  const [first, second] = faces;
  return { firstFace: toFace(first, asked), secondFace: toFace(second, asked), ...toComparison(verdict) };
}

/** The same for `add`. */
export const toAddResult = ({ templateId, face }: Enrolment, asked: AskedSignals): AddResult => ({
  templateId,
  enroll: { templateId },
  ...toFace(face, asked),
  face: toFace(face, asked),
});

/** The same for `identify`: the best candidate of a search, which is never below the threshold of comparisons. */
export function toSearchResult({ candidates: [best], face }: Identification, asked: AskedSignals): SearchResult {
  const found =
    best === undefined
      ? null
      : { templateId: best.templateId, similarity: publishedScore(best.similarity, true, ootoScale) };
  return {
    search: found,
    templateId: found?.templateId ?? null,
    similarity: found?.similarity ?? null,
    ...toFace(face, asked),
    face: toFace(face, asked),
  };
}

const toComparison = ({ similarity, match }: Verdict): IdentifyResult['comparison'] => ({
  similarity: publishedScore(similarity, match, ootoScale),
  same: match,
});

/** A document with a portrait: callers have refused others. */
export function toDocument(document: DocumentAssessment): OotoDocument {
  if (document.portrait === null) throw new Error('a document of this dialect has a portrait');
  return {
    doc: document.type,
    ...toOcr(document),
    position: toRotatedBox(document.position),
    portrait: { ...toRotatedBox(document.portrait), box: toBox(boundsOf(document.portrait)) },
  };
}

function toRotatedBox(box: RotatedBox): OotoDocument['position'] {
  const angle = round(box.angleDegrees, 1);
  return { ...toBox(box), angle: angle <= -180 ? 180 : angle };
}

/** The upright rectangle around a turned one. */
function boundsOf({ x, y, width, height, angleDegrees }: RotatedBox): Box {
  const radians = (angleDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  const [outerWidth, outerHeight] = [width * cos + height * sin, width * sin + height * cos];
  return {
    x: x + (width - outerWidth) / 2,
    y: y + (height - outerHeight) / 2,
    width: outerWidth,
    height: outerHeight,
  };
}
