import { expect, test } from 'vitest';
import type { DocumentAssessment } from '#domain/document.js';
import { decide } from '#engine/decision/decide.js';
import { defaultPolicy } from '#engine/decision/policy.js';
import { assessDocument } from '#engine/document/assess-document.js';
import type { MrzReading } from '#engine/document/mrz/mrz-reader.js';
import { parseMrz } from '#engine/document/mrz/parse.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { boxesOf, now } from '../../../test/support/printed-rows.js';

/** A zone that was read as surely as its check digits hold. */
function zoneOf(...lines: string[]): MrzReading {
  const parsed = parseMrz({ lines, now })!;
  return {
    parsed,
    mrz: {
      format: parsed.format,
      lines,
      checkDigits: parsed.checkDigits,
      valid: parsed.checkDigitsHold,
      negativeLogLikelihood: 0,
      repaired: false,
    },
    evidence: {
      logLikelihoodPerCharacter: 0,
      formatSurpriseNats: 0,
      unevennessPitches: 0,
      leastConfidence: 1,
      leastPresence: 1,
      pixelsPerCharacter: 20,
      borderDistancePitches: 2,
      disallowedCharacters: 0,
    },
    lineQuads: lines.map((_, line) => cornersOfBox({ x: 50, y: 600 + 40 * line, width: 900, height: 25 })),
    characterMiddles: [],
  };
}

const assessed = (mrz: MrzReading | null, rows: string): DocumentAssessment =>
  assessDocument({
    quad: cornersOfBox({ x: 0, y: 0, width: 1000, height: 700 }),
    portrait: null,
    mrz,
    boxes: boxesOf(rows),
    localBoxes: [],
    localLanguages: [],
    documentHeight: 700,
    barcodes: [],
    cues: [],
    now,
  });

function verdictOn(document: DocumentAssessment): readonly [string, readonly string[]] {
  const comparison = { score: -0.4, threshold: -0.47, falseMatchRate: 1e-5, falseMatchRateAtMost: 1e-5 };
  const faceMatch = { match: true, inReviewBand: false, similarity: 0.8, comparison };
  const { face } = sampleVerification();
  const { decision, reasons } = decide({ faceMatch, face, document, nowEpochMs: now.getTime() }, defaultPolicy);
  return [decision, reasons];
}

const nameLine = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const print = (birth: string, issue: string, expiry: string): string => `
  60 20 30 PASSPORT
  300 100 16 Date of birth
  300 120 24 ${birth}
  300 200 16 Date of issue
  300 220 24 ${issue}
  300 300 16 Date of expiry
  300 320 24 ${expiry}
`;

test.each([
  ['in order', 'F3001019ZE184226B<<<<<16', print('12.08.1974', '01.01.2020', '01.01.2030'), []],
  [
    'expiry before issue in print',
    'F3001019ZE184226B<<<<<16',
    print('12.08.1974', '01.01.2021', '01.01.2020'),
    ['document-contradictory'],
  ],
  [
    'birth after issue in print',
    'F3001019ZE184226B<<<<<16',
    print('12.08.2012', '01.01.2011', '01.01.2030'),
    ['document-contradictory'],
  ],
  [
    'another century in print',
    'F1601013ZE184226B<<<<<10',
    '300 300 16 Date of expiry\n300 320 24 01.01.2116',
    ['document-contradictory'],
  ],
  ['no day in the MRZ', 'F2003<<5ZE184226B<<<<<10', '60 20 30 PASSPORT', ['document-expired']],
])('a passport, %s', (_what, rest, rows, reasons) => {
  const document = assessed(zoneOf(nameLine, `L898902C36UTO7408122${rest}`), rows);
  expect(verdictOn(document)).toEqual([reasons.length === 0 ? 'match' : 'review', reasons]);
});

test.each([
  ['legible', '300 300 16 VALIDEZ\n300 320 24 01 01 9999', ['visual-zone']],
  ['illegible', '300 300 16 VALIDEZ', []],
])('a Spanish card without end has not expired, its print %s', (_what, rows, confirmedBy) => {
  const zone = zoneOf(
    'IDESPBAA000589599999999R<<<<<<',
    '4001016F9901018ESP<<<<<<<<<<<7',
    'ESPANOLA<ESPANOLA<<CARMEN<<<<<',
  );
  const document = assessed(zone, rows);
  expect(document.fields.dateOfExpiry).toMatchObject({ value: '9999-01-01', valid: true, confirmedBy });
  expect(verdictOn(document)).toEqual(['match', []]);
});

test.each(['C1', 'C2'])('a permanent resident card of the United States, %s, has nothing against it', (code) => {
  const zone = zoneOf(
    `${code}USA0000007032SRC0000000703<<`,
    '0101011M3501014USA<<<<<<<<<<<7',
    'SPECIMEN<<TEST<VOID<<<<<<<<<<<',
  );
  expect(zone.parsed).toMatchObject({ documentCode: code, problems: [] });
  expect(assessed(zone, '60 20 30 UNITED STATES OF AMERICA')).toMatchObject({ type: 'residence_permit', warnings: [] });
});
