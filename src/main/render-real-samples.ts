import path from 'node:path';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import type { RenderSampleFiles } from '#main/samples.js';
import { StartUpError } from '#main/start-up-error.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';

/** Specimen documents and selfies around the photos that the installed packages ship. */
export const renderRealSamples: RenderSampleFiles = async (only) => {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new StartUpError('the npm package @vladmandic/face-api is not installed; run npm ci');
  return renderSamples({ photosDirectory: path.join(faceApi, 'demo'), ocrBFile: null, now: new Date(), only });
};
