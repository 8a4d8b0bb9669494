import { expect, test } from 'vitest';
import { parseMrz, type ParsedMrz } from '#engine/document/mrz/parse.js';
import { isMrz, isTrusted, type ReadingEvidence } from '#engine/document/mrz/trust.js';

const parse = (...lines: string[]): ParsedMrz => parseMrz({ lines, now: new Date('2018-06-15T12:00:00Z') })!;

const clear: ReadingEvidence = {
  logLikelihoodPerCharacter: -0.03,
  formatSurpriseNats: 0.1,
  unevennessPitches: 0.05,
  leastConfidence: 0.999,
  leastPresence: 0.99,
  pixelsPerCharacter: 20,
  borderDistancePitches: 2,
  disallowedCharacters: 0,
};

const passport = parse('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10');
const licence = parse('D1FRA13AA000026181231MARTIN<<9');
const swiss = parse('AAA001D<<', 'FACHE305142128097<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<');

test.each([
  ['passport', passport],
  ['licence', licence],
  ['Swiss licence', swiss],
])('a %s that was seen clearly is trusted', (_, parsed) => {
  expect(isMrz(clear, parsed)).toBe(true);
  expect(isTrusted(clear, parsed)).toBe(true);
});

test('the less can be checked, the more the picture must show', () => {
  const trusted = (evidence: Partial<ReadingEvidence>) =>
    [passport, licence, swiss].map((parsed) => isTrusted({ ...clear, ...evidence }, parsed));
  expect(trusted({ leastConfidence: 0.99 })).toEqual([true, true, false]);
  expect(trusted({ leastConfidence: 0.96 })).toEqual([true, false, false]);
  expect(trusted({ logLikelihoodPerCharacter: -0.1 })).toEqual([true, true, false]);
  expect(trusted({ logLikelihoodPerCharacter: -0.15 })).toEqual([true, false, false]);
  expect(trusted({ formatSurpriseNats: 2 })).toEqual([true, true, false]);
});

test('a single line of print is no MRZ: nothing may speak against one', () => {
  expect(isMrz({ ...clear, logLikelihoodPerCharacter: -0.6 }, passport)).toBe(true);
  expect(isMrz({ ...clear, logLikelihoodPerCharacter: -0.6 }, licence)).toBe(false);
  expect(isMrz({ ...clear, disallowedCharacters: 1 }, licence)).toBe(false);
  expect(isMrz(clear, parse('D1FRA13AA000026181231MARTIN<<8'))).toBe(false);
  expect(isMrz(clear, parse('D1QQQFB1172975<<<<<<<<<<<<<<<4'))).toBe(false);
});

test('a zone of which no check digit holds is one all the same, where nothing else speaks against it', () => {
  const wrong = parse('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C37UTO7408123F1204150ZE184226B<<<<<21');
  expect(Object.values(wrong.checkDigits)).toEqual([false, false, false, false, false]);
  expect([isMrz(clear, wrong), isTrusted(clear, wrong)]).toEqual([true, false]);
  expect(isMrz({ ...clear, logLikelihoodPerCharacter: -0.6 }, wrong)).toBe(false);
  // Templates' dummy text (`MRZ LINE 1`) is seen clearly too.
  expect(isMrz({ ...clear, disallowedCharacters: 4 }, wrong)).toBe(false);
  expect(isMrz({ ...clear, formatSurpriseNats: 30 }, wrong)).toBe(false);
});

test('lines that end at the border of the picture may be longer than they are seen', () => {
  expect(isTrusted({ ...clear, borderDistancePitches: 0.8 }, passport)).toBe(false);
});
