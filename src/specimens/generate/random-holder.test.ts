import { expect, test } from 'vitest';
import { documentTypes, icaoMrzFormats } from '#domain/document.js';
import { parseMrz } from '#engine/document/mrz/parse.js';
import { portraitCrop } from '#specimens/generate/portraits.js';
import { randomHolder } from '#specimens/generate/random-holder.js';
import { writeMrz } from '#specimens/mrz-writer.js';
import { seededRandom } from '#specimens/random.js';

const now = new Date('2026-05-01T00:00:00Z');

test('every random person fits every MRZ of ICAO 9303, is of age, and holds a valid document', () => {
  for (let seed = 0; seed < 300; seed++) {
    const holder = randomHolder(documentTypes[seed % documentTypes.length]!, seededRandom(seed), now);
    const format = icaoMrzFormats[seed % icaoMrzFormats.length]!;
    const documentCode = format === 'TD3' ? 'P' : format.startsWith('MRV') ? 'V' : 'I';
    const parsed = parseMrz({ lines: writeMrz(format, { ...holder, documentCode }), now });
    expect(parsed).toMatchObject({ format, checkDigitsHold: true });
    expect(parsed?.fields.documentNumber?.value).toBe(holder.documentNumber);
    expect(parsed?.fields.nationality?.value).toBe(holder.nationality);
    expect(parsed?.fields.dateOfBirth?.value).toBe(holder.dateOfBirth);
    expect(holder.dateOfBirth < '2008-05-01' && holder.dateOfIssue! < '2026-05-01').toBe(true);
    expect(holder.dateOfExpiry > '2026-05-01').toBe(true);
  }
});

test('the same seed is the same person', () => {
  expect(randomHolder('passport', seededRandom(9), now)).toEqual(randomHolder('passport', seededRandom(9), now));
});

test('a portrait is four eye distances wide and turned with the head', () => {
  const crop = portraitCrop({
    file: '',
    eyes: [
      { x: 100, y: 200 },
      { x: 100, y: 300 },
    ],
  });
  expect(crop).toEqual({ centre: { x: 65, y: 250 }, width: 400, angleDegrees: 90 });
});
