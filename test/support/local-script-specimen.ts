import type { SpecimenHolder } from '#specimens/holder.js';
import type { SpecimenLayout, TextStyle } from '#specimens/layout.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';

export interface LocalPassport {
  /** Alpha-3 code of the state in the MRZ. */
  readonly state: string;
  readonly heading: string;
  readonly surname: { readonly label: string; readonly value: string };
  readonly givenNames: { readonly label: string; readonly value: string };
  /** The names in Latin letters. */
  readonly latin: { readonly surname: string; readonly givenNames: string };
}

const right = 104;
const dark = [34, 36, 44] as const;
const labelStyle: TextStyle = { font: 'sans', capHeight: 1.3, colour: [70, 74, 96] };
const valueStyle: TextStyle = { font: 'sans-bold', capHeight: 2.2, colour: dark };
const headingStyle: TextStyle = { font: 'sans-bold', capHeight: 2.1, colour: dark };

/** A passport whose right column repeats the names in the state's own script, as documents of two scripts do. */
export function localPassport(passport: LocalPassport, pixelsPerMillimetre: number, seed = 1): FlatSpecimen {
  const holder: SpecimenHolder = {
    ...passport.latin,
    documentNumber: '12345678',
    nationality: passport.state,
    issuingState: passport.state,
    dateOfBirth: '1988-03-14',
    dateOfIssue: '2022-05-02',
    dateOfExpiry: '2032-05-01',
    sex: 'F',
  };
  const local = (text: string, y: number, style: TextStyle) => ({
    text,
    at: { x: right, y },
    style,
    align: 'right' as const,
  });
  const layout: SpecimenLayout = {
    ...td3Passport,
    id: `local-${passport.state}`,
    wording: [
      ...td3Passport.wording.filter(({ text }) => !/^(utopi|specimen$)/i.test(text)),
      { ...local(passport.heading, 8.4, headingStyle), at: { x: 111, y: 8.4 } },
      local(passport.surname.label, 23, labelStyle),
      local(passport.surname.value, 26.2, valueStyle),
      local(passport.givenNames.label, 30, labelStyle),
      local(passport.givenNames.value, 33.2, valueStyle),
    ],
  };
  const random = seededRandom(seed);
  return renderSpecimen({ layout, holder, portrait: null, fonts: loadFonts(null), random, pixelsPerMillimetre });
}
