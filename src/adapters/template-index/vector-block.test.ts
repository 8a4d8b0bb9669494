import { expect, test } from 'vitest';
import { largestBlock, placeOfSlot, samplesOfBlock } from '#adapters/template-index/vector-block.js';

test('slots fill one block after another, without gaps', () => {
  let expected = [0, 0];
  for (let slot = 0; slot < 5 * largestBlock; slot++) {
    const [block, at] = placeOfSlot(slot);
    expect([block, at]).toEqual(expected);
    expected = at + 1 === samplesOfBlock(block) ? [block + 1, 0] : [block, at + 1];
  }
});

test('no block is larger than the largest, and no gallery has twice the places that it fills', () => {
  let places = samplesOfBlock(0);
  for (let block = 1; block < 40; block++) {
    expect(samplesOfBlock(block)).toBeLessThanOrEqual(largestBlock);
    // One sample in this block, all before it full.
    expect((places + samplesOfBlock(block)) / (places + 1)).toBeLessThanOrEqual(2);
    places += samplesOfBlock(block);
  }
});
