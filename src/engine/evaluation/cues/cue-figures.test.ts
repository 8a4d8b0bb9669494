import { expect, test } from 'vitest';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { cueFigures } from '#engine/evaluation/cues/cue-figures.js';

const clear = [cueVerdict('fine-grid', 1, 10), cueVerdict('colourless', 1, 10)];
const grid = [cueVerdict('fine-grid', 90, 10), cueVerdict('colourless', 1, 10)];
const grey = [cueNotAssessed('fine-grid', 'sharpness-insufficient'), cueVerdict('colourless', 90, 10)];

test('detections by attack, alarms on true documents, silence and missing documents each by themselves', () => {
  const { pictures, withoutDocument, cues } = cueFigures([
    { file: 'a', attack: null, cues: clear },
    { file: 'b', attack: null, cues: grey },
    { file: 'c', attack: 'screen', cues: grid },
    { file: 'd', attack: 'screen', cues: clear },
    { file: 'e', attack: 'screen', cues: null },
  ]);
  expect({ pictures, withoutDocument }).toEqual({ pictures: 5, withoutDocument: 1 });
  expect(cues['fine-grid']).toMatchObject({
    falseAlarms: { count: 0, total: 2 },
    notAssessed: 1,
    detected: { screen: { count: 1, total: 2 } },
  });
  expect(cues.any).toMatchObject({ falseAlarms: { count: 1, total: 2 }, notAssessed: 0 });
});
