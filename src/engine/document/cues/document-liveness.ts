import { cueMeanings, type DocumentCue } from '#domain/document-cues.js';
import { notAssessed, type Signal } from '#domain/signal.js';

/**
 * Whether the document itself lay before the camera, not a screen or a copy of it: 1 − the score of the most suspicious
 * cue, so below .5 exactly where one is suspicious. It knows the traces of a copy among `documentCues` and no others; a good colour
 * print beyond the picture's resolution shows none of them. Not assessed where a cue without suspicion could not be judged.
 */
export function documentLiveness(all: readonly DocumentCue[]): Signal {
  const cues = all.filter(({ name }) => cueMeanings[name] === 'copy');
  const scores = cues.flatMap(({ score }) => score ?? []);
  const suspicious = cues.some(({ verdict }) => verdict === 'suspicious');
  if (!suspicious && (scores.length === 0 || scores.length < cues.length)) return notAssessed('quality-insufficient');
  return { status: 'assessed', score: 1 - Math.max(...scores), fine: !suspicious };
}
