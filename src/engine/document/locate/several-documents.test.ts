import { expect, test } from 'vitest';
import { showsSeveralDocuments } from '#engine/document/locate/several-documents.js';

const face = (x: number, y: number, side = 100) => ({ box: { x, y, width: side, height: side } });
/** Five lines of text right of a face at (x, y). */
const printBeside = (x: number, y: number) => [0, 25, 50, 75, 100].map((down) => ({ x: x + 200, y: y + down }));
const card = [
  { x: 0, y: 0 },
  { x: 400, y: 0 },
  { x: 400, y: 250 },
  { x: 0, y: 250 },
] as const;
const frame = [...card] as [(typeof card)[0], (typeof card)[1], (typeof card)[2], (typeof card)[3]];

test('two portraits of one size, each with print beside it, are two documents', () => {
  const faces = [face(50, 50), face(650, 50, 95)];
  const lines = [...printBeside(50, 50), ...printBeside(650, 50)];
  expect([showsSeveralDocuments(faces, lines, null), showsSeveralDocuments(faces, lines, frame)]).toEqual([true, true]);
});

test('a ghost image, a person holding a card, and a page without a portrait are one document', () => {
  const ghost = showsSeveralDocuments([face(50, 50), face(300, 60, 45)], printBeside(50, 50), null);
  const holder = showsSeveralDocuments([face(700, 50, 120), face(50, 50)], printBeside(50, 50), frame);
  const secondPage = showsSeveralDocuments([face(50, 50)], [...printBeside(50, 50), ...printBeside(50, -300)], frame);
  const noFace = showsSeveralDocuments([], printBeside(50, 50), frame);
  expect([ghost, holder, secondPage, noFace]).toEqual([false, false, false, false]);
});
