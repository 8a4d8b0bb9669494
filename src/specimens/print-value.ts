import type { FieldPlace } from '#specimens/layout.js';
import { printDate, type DateStyle } from '#specimens/print-style.js';

/** Adjectives of the states that specimens are issued by. */
const demonyms: Readonly<Record<string, string>> = { UTO: 'UTOPIAN' };

/** AAMVA DL/ID Card Design Standard (2020), D.12.3: eye colours by the domain's names. */
export const eyeCodes: Readonly<Record<string, string>> = {
  black: 'BLK',
  blue: 'BLU',
  brown: 'BRO',
  green: 'GRN',
  grey: 'GRY',
  hazel: 'HAZ',
};

/** A normalised value in the form in which this place prints it. */
export function printValue({ field, print = 'as-is' }: FieldPlace, value: string, dates: DateStyle): string {
  if (field === 'dateOfBirth' || field === 'dateOfIssue' || field === 'dateOfExpiry') return printDate(value, dates);
  switch (print) {
    case 'demonym':
      return demonyms[value] ?? value;
    case 'height-centimetres':
      return `${value} cm`;
    case 'weight-kilograms':
      return `${value} kg`;
    case 'eye-code':
      return eyeCodes[value] ?? value;
    case 'height-metres':
      return `${(Number(value) / 100).toFixed(2).replace('.', ',')} m`;
    case 'as-is':
      return value;
  }
}
