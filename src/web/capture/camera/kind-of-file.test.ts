import { expect, test } from 'vitest';
import { kindOfBytes } from '#web/capture/camera/kind-of-file.js';

test.each([
  ['\xff\xd8\xff\xe0', 'photo'],
  ['\x89PNG\r\n', 'photo'],
  ['RIFF....WEBPVP8 ', 'photo'],
  ['....ftypheic....', 'photo'],
  ['....ftypisom....', 'video'],
  ['....ftypqt  ....', 'video'],
  ['\x1a\x45\xdf\xa3', 'video'],
  ['%PDF-1.7', null],
  ['', null],
])('%j is %s', (text, kind) => {
  expect(kindOfBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toBe(kind);
});
