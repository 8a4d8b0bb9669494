import { expect, test } from 'vitest';
import { unlabelledHeight } from '#engine/document/viz/unlabelled-height.js';
import { boxesOf } from '../../../../test/support/printed-rows.js';

test('a height whose label was not read, its unit detected as a text of its own', () => {
  const found = unlabelledHeight(boxesOf('100 100 24 1,61\n160 100 24 m\n100 200 24 161'));
  expect({ centimetres: found?.centimetres, text: found?.value.text }).toEqual({ centimetres: 161, text: '1,61 m' });
});

test.each([['161'], ['1,61'], ['178 cm\n100 200 24 181 cm'], ['7 cm']])('%s is no height without a label', (text) => {
  expect(unlabelledHeight(boxesOf(`100 100 24 ${text}`))).toBeNull();
});
