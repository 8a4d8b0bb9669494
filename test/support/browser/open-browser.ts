import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './find-chromium.js';

export interface BrowserOptions {
  /** A film that is played as the camera; null: there is no camera. */
  readonly camera?: string | null;
  /** The browser says yes where it would ask the person. */
  readonly allowCamera?: boolean;
  /** Arguments beside the usual ones. */
  readonly more?: readonly string[];
}

/** A real Chromium without a window. A fake camera belongs to the whole browser. */
export async function openBrowser({
  camera = null,
  allowCamera = true,
  more = [],
}: BrowserOptions = {}): Promise<Browser> {
  const { executablePath, environment } = findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...environment }, // of a process: nothing undefined reaches it
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      ...(allowCamera ? ['--use-fake-ui-for-media-stream'] : []),
      ...(camera === null ? [] : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]),
      ...more,
    ],
  });
}
