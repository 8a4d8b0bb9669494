import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePictureText, pictureTextLimitBytes } from '#http/uploads/picture-text.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

const jpegBytes = Buffer.of(0xff, 0xd8, 0xff, 0xe0);
const complete = { status: 'complete', bytes: jpegBytes };
const malformed = { status: 'malformed' };

test.each([
  ['/9j/4A==', complete],
  ['_9j_4A', complete],
  ['data:image/jpeg;base64,/9j/4A==', complete],
  ['DATA:image/svg+xml;charset=utf-8;BASE64,_9j_4A', complete],
  ['data:;base64,/9j/4A==', complete],
  ['', { status: 'complete', bytes: Buffer.alloc(0) }],
  ['data:image/jpeg;base64,', { status: 'complete', bytes: Buffer.alloc(0) }],
  ['data:image/jpeg,/9j/4A==', malformed],
  ['data:image/jpeg;base64', malformed],
  ['data:image/jpeg;base64;base64', malformed],
  ['data:image/jpeg;base64,%2F9j%2F4A==', malformed],
  ['https://example.com/a.jpg', malformed],
])('%j', (text, decoded) => {
  expect(decodePictureText(text)).toEqual(decoded);
});

test('a data URL is its bytes, whatever type it claims', () => {
  const head = fc.constantFrom('data:image/jpeg', 'data:', 'data:text/plain;charset=utf-8', 'Data:image/png;a=b');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), head, (bytes, start) => {
      const text = `${start};base64,${Buffer.from(bytes).toString('base64')}`;
      expect(decodePictureText(text)).toEqual({ status: 'complete', bytes: Buffer.from(bytes) });
    }),
  );
});

test('the largest picture fits into its text, wrapped, with the head of a data URL', () => {
  const base64 = Buffer.alloc(pictureLimitBytes).toString('base64');
  const wrapped = `data:image/jpeg;base64,${base64.replace(/.{64}/g, '$&\r\n')}`;
  expect(wrapped.length).toBeLessThanOrEqual(pictureTextLimitBytes);
  expect(decodePictureText(wrapped)).toMatchObject({ status: 'complete' });
});
