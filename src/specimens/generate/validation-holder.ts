import { fill, randomHolder } from '#specimens/generate/random-holder.js';
import {
  cyrillicGivenNames,
  cyrillicSurnames,
  greekGivenNames,
  greekSurnames,
  validationForeignStates,
  validationGivenNames,
  validationStreets,
  validationSurnames,
  validationTowns,
} from '#specimens/generate/validation-names.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import type { Random } from '#specimens/random.js';

const words = {
  surnames: validationSurnames,
  givenNames: validationGivenNames,
  towns: validationTowns,
  streets: validationStreets,
  foreignStates: validationForeignStates,
};

const localNames = {
  'validation-passport-cyrillic': { surnames: cyrillicSurnames, givenNames: cyrillicGivenNames },
  'validation-old-id-card': { surnames: greekSurnames, givenNames: greekGivenNames },
} as const;

/** A person for a layout of the validation family: with names in its second script, and numbers of its own form. */
export function validationHolder(layout: SpecimenLayout, random: Random, now: Date): SpecimenHolder {
  const holder = randomHolder(layout.documentType, random, now, words);
  if (layout.mrz?.format === 'FRENCH-ID') {
    // Year and month of issue, department, serial number.
    const issued = holder.dateOfIssue!.slice(2, 4) + holder.dateOfIssue!.slice(5, 7);
    const documentNumber = issued + fill('99999999', random.fork('number'));
    return { ...holder, documentNumber, issuingState: 'FRA', nationality: 'FRA' };
  }
  const local = layout.id in localNames ? localNames[layout.id as keyof typeof localNames] : null; // checked before
  if (local === null) return holder;
  const [surnameLocal, surname] = random.fork('surname').pick(local.surnames);
  const [givenNamesLocal, givenNames] = random.fork('given names').pick(local.givenNames);
  return { ...holder, surname, surnameLocal, givenNames, givenNamesLocal };
}
