import { expect, test } from 'vitest';
import { rememberRegions } from '#engine/document/ocr/remember-regions.js';

test('a picture is looked at once at each size', async () => {
  const looks: [number, number][] = [];
  const detector = rememberRegions({
    detect(image, sidePixels) {
      looks.push([image.width, sidePixels]);
      return Promise.resolve([]);
    },
  });
  const [first, second] = [1, 2].map((width) => ({
    width,
    height: 1,
    data: new Uint8Array(width),
    channels: 1 as const,
  }));
  expect(await detector.detect(first!, 832)).toBe(await detector.detect(first!, 832));
  await detector.detect(first!, 960);
  await detector.detect(second!, 832);
  expect(looks).toEqual([
    [1, 832],
    [1, 960],
    [2, 832],
  ]);
});
