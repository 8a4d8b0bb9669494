import { expect, test } from 'vitest';
import { sampleVerification } from '#domain/verification.suite.js';
import { permittedFace } from '#services/permitted-face.js';

const { face } = sampleVerification();
const race = { label: 'a', confidence: 0.9 };
const estimated = { ...face, demographics: { ageYears: 40, gender: 'female' as const, genderConfidence: 0.9, race } };
const demographicsUnder = (ageAndGender: boolean, onRace: boolean) =>
  permittedFace(estimated, { demographics: { ageAndGender, race: onRace } }).demographics;

test('what an application has switched off is not passed on; race only where it is switched on', () => {
  const known = { ageYears: 40, gender: 'female', genderConfidence: 0.9 };
  const unknown = { ageYears: null, gender: 'unknown', genderConfidence: null };
  expect(demographicsUnder(true, false)).toEqual(known);
  expect(demographicsUnder(true, true)).toEqual({ ...known, race });
  expect(demographicsUnder(false, true)).toEqual({ ...unknown, race });
  expect(demographicsUnder(false, false)).toEqual(unknown);
  expect(permittedFace(face, { demographics: { ageAndGender: true, race: true } }).demographics).not.toHaveProperty(
    'race',
  );
});
