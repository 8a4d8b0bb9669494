import { expect, test } from 'vitest';
import { asItself } from '#engine/document/ocr/look-at-line.js';
import type { Luminance } from '#engine/image/luminance.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { createLocalLineReader } from '#engine/document/local-script/local-line-reader.js';
import type { DecodedLine } from '#engine/document/text/line-decoder.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

const installed = { engineFolder: '/engine', files: { heb: '/heb.traineddata.gz' } };
const hebrew = { language: 'heb', script: 'Hebr', state: 'installed' } as const;
const arabic = { language: 'ara', script: 'Arab', state: 'not-installed' } as const;

/** A grey page of 300 × 200 that fills its picture. */
const page: Luminance = { width: 300, height: 200, data: new Uint8Array(300 * 200).fill(200), channels: 1 };
const view: DocumentView = {
  image: page,
  closeUp: asItself(page),
  quad: [
    { x: 0, y: 0 },
    { x: 300, y: 0 },
    { x: 300, y: 200 },
    { x: 0, y: 200 },
  ],
  directionDegrees: 0,
  regions: [],
  toWorking: (point) => point,
};
const line = (text: string, confidence: number, y: number, x = 10): TextBox => ({
  text,
  confidence,
  box: { x, y, width: 80, height: 20 },
});

/** A recogniser that answers in turn, and counts. */
function scripted(answers: readonly (DecodedLine | null)[]) {
  let calls = 0;
  return { read: () => Promise.resolve(answers[calls++] ?? null), calls: () => calls };
}

test('a language that is not installed is told, and no line is looked at', async () => {
  const recogniser = scripted([]);
  const printed = { boxes: [line('nnsun DU', 0.6, 10)], unread: [], documentHeight: 200 };
  const reader = createLocalLineReader({ engineFolder: null, files: {} }, recogniser);
  expect(await reader.read(view, printed, 'ISR')).toEqual({
    boxes: printed.boxes,
    localBoxes: [],
    languages: [{ ...hebrew, state: 'not-installed' }, arabic],
  });
  expect(recogniser.calls()).toBe(0);
});

test('a state of Latin letters, and an unknown one, need no language', async () => {
  const recogniser = scripted([]);
  const reader = createLocalLineReader(installed, recogniser);
  const printed = { boxes: [line('nnsun DU', 0.6, 10)], unread: [], documentHeight: 200 };
  for (const state of ['FRA', null]) {
    expect(await reader.read(view, printed, state)).toEqual({ boxes: printed.boxes, localBoxes: [], languages: [] });
  }
  expect(recogniser.calls()).toBe(0);
});

test('what was read badly is replaced; sure lines, dates and labels are not looked at', async () => {
  const doubtful = line('nnsun DU', 0.6, 10);
  const kept = [line('COHEN', 0.99, 40), line('14 MAR 1988', 0.9, 70), line('Date of expiry', 0.9, 100)];
  const recogniser = scripted([{ text: 'שם משפחה', confidence: 0.91 }]);
  const reader = createLocalLineReader(installed, recogniser);
  const lines = await reader.read(view, { boxes: [doubtful, ...kept], unread: [], documentHeight: 200 }, 'ISR');
  expect(lines).toEqual({
    boxes: kept,
    localBoxes: [{ text: 'שם משפחה', confidence: 0.91, box: doubtful.box }],
    languages: [hebrew, arabic],
  });
  expect(recogniser.calls()).toBe(1);
});

test.each([
  ['Latin letters', { text: 'MULLER', confidence: 0.95 }],
  ['an unsure reading', { text: 'כהן', confidence: 0.5 }],
  ['a single letter', { text: 'כ', confidence: 0.95 }],
  ['a recogniser that broke', null],
])('%s replaces nothing', async (_what, answer) => {
  const printed = { boxes: [line('MÜLLER', 0.8, 10)], unread: [], documentHeight: 200 };
  const reader = createLocalLineReader(installed, scripted([answer, answer]));
  expect((await reader.read(view, printed, 'ISR')).boxes).toEqual(printed.boxes);
});

test('words that the detector parted are read as one line', async () => {
  const parts = [line('u', 0.5, 10, 10), line('n', 0.5, 11, 95)];
  const recogniser = scripted([{ text: 'שרה רחל', confidence: 0.9 }]);
  const reader = createLocalLineReader(installed, recogniser);
  const lines = await reader.read(view, { boxes: parts, unread: [], documentHeight: 200 }, 'ISR');
  expect(lines.boxes).toEqual([]);
  expect(lines.localBoxes).toEqual([
    { text: 'שרה רחל', confidence: 0.9, box: { x: 10, y: 10, width: 165, height: 21 } },
  ]);
});

test('a hundred unread regions are bounded work', async () => {
  const unread = Array.from({ length: 100 }, (_, i) => ({ x: 10, y: 2 * i, width: 80, height: 20 }));
  const recogniser = scripted([]);
  await createLocalLineReader(installed, recogniser).read(view, { boxes: [], unread, documentHeight: 200 }, 'ISR');
  expect(recogniser.calls()).toBeLessThanOrEqual(48);
});
