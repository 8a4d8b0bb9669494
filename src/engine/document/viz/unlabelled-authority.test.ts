import { expect, test } from 'vitest';
import { unlabelledAuthority } from '#engine/document/viz/unlabelled-authority.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

const read = (text: string, confidence = 0.9): TextBox => ({
  text,
  confidence,
  box: { x: 0, y: 0, width: 100, height: 20 },
});
const officeIn = (...texts: TextBox[]): string | null => unlabelledAuthority(texts)?.text ?? null;

test.each(['PRÉFECTURE DE POLICE', 'LANDESHAUPTSTADT MÜNCHEN', 'BURG. VAN UTRECHT', 'PASSPORT OFFICE', 'МВД 77001'])(
  '%s is an office',
  (office) => {
    expect(officeIn(read('LEUKE'), read(office))).toBe(office);
  },
);

test('words within words, small print and two offices are none', () => {
  expect(officeIn(read('STADTLOHN'))).toBeNull();
  expect(officeIn(read('Passport Office'))).toBeNull();
  expect(officeIn(read('CITY OF LEUKE', 0.5))).toBeNull();
  expect(officeIn(read('CITY OF LEUKE'), read('CONSULATE LEUKE'))).toBeNull();
});
