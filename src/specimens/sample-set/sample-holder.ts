import type { SpecimenHolder } from '#specimens/holder.js';

/** Numbers of the documents that one person holds. */
const documentNumbers = {
  passport: 'UT7302614',
  idCard: 'C30K58R17',
  residencePermit: 'R48210357',
  visaA: 'V60193528',
  visaB: 'V60193546',
} as const;
export type SampleDocument = keyof typeof documentNumbers;

/**
 * The owner of every specimen: a namesake of More's Raphael Hythloday, born in Utopia's capital. Documents are dated
 * around `now`, so that a specimen is never expired when it is made.
 */
export function sampleHolder(document: SampleDocument, now: Date): SpecimenHolder {
  const year = now.getUTCFullYear();
  const visa = document === 'visaA' || document === 'visaB';
  return {
    surname: 'HYTHLODAY',
    givenNames: 'RAPHAELA ANNA',
    documentNumber: documentNumbers[document],
    issuingState: 'UTO',
    nationality: 'UTO',
    sex: 'F',
    dateOfBirth: '1991-08-12',
    dateOfIssue: `${year - 1}-03-14`,
    dateOfExpiry: visa ? `${year + 2}-03-13` : `${year + 9}-03-13`,
    placeOfBirth: 'AMAUROT',
    personalNumber: 'ZE184226B',
    authority: visa ? 'CONSULATE AMAUROT' : 'PASSPORT OFFICE AMAUROT',
    heightCentimetres: '168',
    address: '12 HARBOUR LANE, 4010 AMAUROT',
  };
}
