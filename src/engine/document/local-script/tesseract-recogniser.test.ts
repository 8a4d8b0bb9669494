import { Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findInstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { createTesseractRecogniser } from '#engine/document/local-script/tesseract-recogniser.js';
import type { Luminance } from '#engine/image/luminance.js';

const blank: Luminance = { width: 120, height: 44, data: new Uint8Array(120 * 44).fill(220), channels: 1 };

test('an installed language is read from disk, without any connection', async () => {
  const fetching = vi.fn(() => Promise.reject(new Error('no network')));
  vi.stubGlobal('fetch', fetching);
  const connecting = vi.spyOn(Socket.prototype, 'connect');
  onTestFinished(() => {
    vi.unstubAllGlobals();
    connecting.mockRestore();
  });
  const recogniser = createTesseractRecogniser(findInstalledLanguages());
  // Nothing is printed there, and what is guessed is unsure.
  expect((await recogniser.read(blank, 'heb'))?.confidence).toBeLessThanOrEqual(0.5);
  expect(fetching).not.toHaveBeenCalled();
  expect(connecting).not.toHaveBeenCalled();
});

test('a language that is not installed is an error, not a download', async () => {
  const { engineFolder } = findInstalledLanguages();
  const recogniser = createTesseractRecogniser({ engineFolder, files: {} });
  await expect(recogniser.read(blank, 'heb')).rejects.toThrow('the language heb is not installed');
});
