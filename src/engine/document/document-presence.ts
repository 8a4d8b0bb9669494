import { cueMeanings } from '#domain/document-cues.js';
import type { DocumentAssessment } from '#domain/document.js';
import { notAssessed, type Signal } from '#domain/signal.js';

/**
 * Did the document itself lie before the camera, and no screen or copy of it? From the cues of copies alone: `score` is 1 less
 * the most suspicious one's, `fine` that none is suspicious. It is no proof of a document: docs/cues.md says what no cue sees
 * and how often they err. Not assessed where none of them could judge.
 */
export function documentPresence({ cues }: Pick<DocumentAssessment, 'cues'>): Signal {
  const ofCopies = cues.filter(({ name }) => cueMeanings[name] === 'copy');
  if (ofCopies.length === 0) return notAssessed('nothing-to-assess');
  const scores = ofCopies.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return notAssessed('quality-insufficient');
  const fine = !ofCopies.some(({ verdict }) => verdict === 'suspicious');
  return { status: 'assessed', score: 1 - Math.max(...scores), fine };
}
