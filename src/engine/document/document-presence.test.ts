import { expect, test } from 'vitest';
import type { DocumentCue, DocumentCueName } from '#domain/document-cues.js';
import { notAssessed } from '#domain/signal.js';
import { documentPresence } from '#engine/document/document-presence.js';

const clear = (name: DocumentCueName, score: number): DocumentCue => ({ name, verdict: 'clear', score, reason: null });
const suspicious = (name: DocumentCueName, score: number): DocumentCue => ({
  name,
  verdict: 'suspicious',
  score,
  reason: 'a trace',
});
const unknown = (name: DocumentCueName): DocumentCue => ({
  name,
  verdict: 'not-assessed',
  score: null,
  reason: 'sharpness-insufficient',
});

test('as sure as its most suspicious trace of a copy', () => {
  expect(documentPresence({ cues: [clear('fine-grid', 0.25), clear('colourless', 0.125)] })).toEqual({
    status: 'assessed',
    score: 0.75,
    fine: true,
  });
  expect(documentPresence({ cues: [clear('colourless', 0.125), suspicious('fine-grid', 0.75)] })).toEqual({
    status: 'assessed',
    score: 0.25,
    fine: false,
  });
});

test('one cue that could judge is enough; what betrays an edit is no copy', () => {
  const cues = [unknown('fine-grid'), clear('colourless', 0.25), suspicious('portrait-compression', 1)];
  expect(documentPresence({ cues })).toEqual({ status: 'assessed', score: 0.75, fine: true });
});

test('where none could judge nothing is said', () => {
  const cues = [unknown('fine-grid'), unknown('colourless'), clear('mrz-typeface', 0.1)];
  expect(documentPresence({ cues })).toEqual(notAssessed('quality-insufficient'));
  expect(documentPresence({ cues: [] })).toEqual(notAssessed('nothing-to-assess'));
});
