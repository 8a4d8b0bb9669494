import { homedir } from 'node:os';
import path from 'node:path';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { StartUpError } from '#main/start-up-error.js';
import { findOcrB } from '#specimens/sample-set/find-ocr-b.js';
import { renderSamples, type RenderSamplesOptions, type SampleFile } from '#specimens/sample-set/render-samples.js';

/** Where systems keep their fonts. */
const fontFolders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  path.join(homedir(), '.local/share/fonts'),
  path.join(homedir(), '.fonts'),
  '/Library/Fonts',
  path.join(homedir(), 'Library/Fonts'),
  'C:\\Windows\\Fonts',
];

/** Where the photos and the font of specimens come from on this machine: installed packages; OCR-B where it is installed. */
export async function specimenSources(): Promise<Pick<RenderSamplesOptions, 'photosDirectory' | 'ocrBFile'>> {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new StartUpError('the npm package @vladmandic/face-api is not installed; run npm ci');
  return { photosDirectory: path.join(faceApi, 'demo'), ocrBFile: await findOcrB(fontFolders) };
}

/** The sample set: specimen documents, selfies and their truth. */
export async function renderRealSamples(
  options: Partial<Pick<RenderSamplesOptions, 'now' | 'only' | 'onProgress'>> = {},
): Promise<SampleFile[]> {
  return renderSamples({ ...(await specimenSources()), now: new Date(), ...options });
}
