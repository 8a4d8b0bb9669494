import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from '#http/uploads/base64.js';

const bytes = fc.uint8Array({ maxLength: 200 });
const unlimited = 1000;
const complete = (value: Uint8Array) => ({ status: 'complete', bytes: Buffer.from(value) });
const unpadded = (text: string): string => text.replace(/=+$/, '');

test('either alphabet, padded or not, in one line or wrapped, is the same bytes', () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 80 }), fc.constantFrom('\n', '\r\n', ' '), (value, width, lineEnd) => {
      const standard = Buffer.from(value).toString('base64');
      const urlSafe = standard.replaceAll('+', '-').replaceAll('/', '_');
      for (const form of [standard, urlSafe, unpadded(standard), unpadded(urlSafe)]) {
        const wrapped = form.replace(new RegExp(`.{${width}}`, 'g'), `$&${lineEnd}`);
        expect(decodeBase64(form, unlimited)).toEqual(complete(value));
        expect(decodeBase64(wrapped, unlimited)).toEqual(complete(value));
      }
    }),
  );
});

test('whatever is accepted is one of the forms of its bytes', () => {
  const alphabet = fc.constantFrom(...'ABgwQx059+/-_= \n.:%'.split(''));
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => {
      const decoded = decodeBase64(text, unlimited);
      if (decoded.status !== 'complete') return;
      const standard = Buffer.from(decoded.bytes).toString('base64');
      const urlSafe = standard.replaceAll('+', '-').replaceAll('/', '_');
      expect([standard, urlSafe, unpadded(standard), unpadded(urlSafe)]).toContain(text.replaceAll(/[ \n]/g, ''));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a character of no alphabet', 'AAA.'],
  ['a letter with a mark', 'AAÄA'],
  ['both alphabets', '+-AA'],
  ['one character of a group', 'AAAAA'],
  ['padding where none is due', 'AAAA='],
  ['too little padding', 'AA='],
  ['too much padding', 'AAA=='],
  ['padding alone', '='],
  ['padding in the middle', 'AA==AAAA'],
  ['spare bits that are set, of two characters', 'AB'],
  ['spare bits that are set, of three', 'AAB='],
])('malformed: %s', (_, text) => {
  expect(decodeBase64(text, unlimited)).toEqual({ status: 'malformed' });
});

test('the limit counts the decoded bytes; what is over it keeps its head alone', () => {
  const text = Buffer.alloc(10, 7).toString('base64');
  expect(decodeBase64(text, 10)).toEqual(complete(Buffer.alloc(10, 7)));
  expect(decodeBase64(text, 9)).toEqual({ status: 'too-large', head: Buffer.alloc(10, 7) });
  const long = Buffer.alloc(5000, 7).toString('base64');
  expect(decodeBase64(long, 4999)).toEqual({ status: 'too-large', head: Buffer.alloc(513, 7) });
});

test('a text as long as a picture may be is decoded without a stack for it', () => {
  const text = Buffer.alloc(15 * 1024 * 1024).toString('base64');
  expect(decodeBase64(text, 15 * 1024 * 1024)).toMatchObject({ status: 'complete' });
  expect(decodeBase64(`${text.slice(0, -1)}.`, 15 * 1024 * 1024)).toEqual({ status: 'malformed' });
});
