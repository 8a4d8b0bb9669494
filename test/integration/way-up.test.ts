import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { DocumentView } from '#engine/document/document-view.js';
import { loadTextNets, type TextNets } from '#engine/document/load-document-reader.js';
import { asItself } from '#engine/document/ocr/look-at-line.js';
import { isUpsideDown } from '#engine/document/way-up.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { luminanceOf } from '#engine/image/luminance.js';
import { loadModels } from '#engine/models/model-store.js';
import { flatSpecimen, turnedByHalf } from '../support/flat-specimen.js';

let nets: TextNets;
beforeAll(async () => {
  nets = await loadTextNets(await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') }));
}, 120_000);

async function viewOf(picture: RgbImage): Promise<DocumentView> {
  const image = luminanceOf(picture);
  return {
    image,
    quad: cornersOfBox({ x: 0, y: 0, width: image.width, height: image.height }),
    directionDegrees: 0,
    regions: await nets.textDetector.detect(image, 1024),
    closeUp: asItself(image),
    toWorking: (point) => point,
  };
}

// Without a zone and a portrait nothing else tells the way up.
test.each(['utopia-driving-licence-front', 'utopia-id-card-front'])('%s, upright and on its head', async (layoutId) => {
  const { image } = await flatSpecimen(layoutId, 5);
  for (const [picture, answer] of [
    [image, false],
    [turnedByHalf(image), true],
  ] as const) {
    const view = await viewOf(picture);
    expect(view.regions.length).toBeGreaterThan(10);
    expect(await isUpsideDown({ face: null, directionDegrees: 0 }, view, nets.printRecogniser)).toBe(answer);
    expect(
      await isUpsideDown(
        { face: null, directionDegrees: 180 },
        { ...view, directionDegrees: 180 },
        nets.printRecogniser,
      ),
      'told the other way',
    ).toBe(!answer);
  }
});
