import { expect, test } from 'vitest';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { documentLiveness } from '#engine/document/cues/document-liveness.js';

const clear = cueVerdict('colourless', 1, 4);
const suspicious = cueVerdict('fine-grid', 30, 10);
const unseen = cueNotAssessed('fine-grid', 'sharpness-insufficient');
const nothing = { status: 'not-assessed', score: null, fine: false, reason: 'quality-insufficient' };

test('a cue says what it was measured against its limit, and nothing where it was not', () => {
  expect(clear).toEqual({ name: 'colourless', verdict: 'clear', score: 0.2, reason: null });
  expect(cueVerdict('fine-grid', 10, 10)).toMatchObject({ verdict: 'suspicious', score: 0.5 });
  expect(unseen).toMatchObject({ verdict: 'not-assessed', score: null, reason: 'sharpness-insufficient' });
});

test.each([
  ['every trace was looked for and none seen', [clear, cueVerdict('fine-grid', 0, 10)], { score: 0.8, fine: true }],
  ['the most suspicious cue counts', [clear, suspicious], { score: 0.25, fine: false }],
  ['one suspicion needs no other cue', [unseen, cueVerdict('colourless', 12, 4)], { score: 0.25, fine: false }],
  ['a cue is missing', [clear, unseen], nothing],
  ['nothing was looked for', [], nothing],
])('%s', (_name, cues, expected) => {
  expect(documentLiveness(cues)).toMatchObject(expected);
});
