import type { DocumentFieldName } from '#domain/document.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import { eyeCodes } from '#specimens/print-value.js';

/** Not in AAMVA's list of issuers, as no state of Utopia is. */
const issuer = '636999';
const version = '10';

/** The fields that the barcode of a licence carries. */
export const aamvaFieldNames = [
  'surname',
  'givenNames',
  'documentNumber',
  'dateOfBirth',
  'dateOfIssue',
  'dateOfExpiry',
  'sex',
  'heightCentimetres',
  'weightKilograms',
  'eyeColour',
  'address',
  'issuingState',
] as const satisfies readonly DocumentFieldName[];

/**
 * A licence's barcode content by the AAMVA DL/ID Card Design Standard of 2020, annex D: the subfile `DL` and a
 * jurisdiction's own `ZU`. Utopia is metric and writes the year first, as Canada does. Latin 1.
 */
export function writeAamva(holder: SpecimenHolder): Uint8Array {
  const [street, ...town] = (holder.address ?? '').split(', ');
  const [first, ...others] = holder.givenNames.split(' ');
  const date = (iso: string | undefined): string | undefined => iso?.replaceAll('-', '');
  const elements: readonly (readonly [id: string, value: string | undefined])[] = [
    ['DAQ', holder.documentNumber],
    ['DCS', holder.surname],
    ['DDE', 'N'],
    ['DAC', first],
    ['DDF', 'N'],
    ['DAD', others.length === 0 ? 'NONE' : others.join(' ')],
    ['DDG', 'N'],
    ['DCA', 'B'],
    ['DCB', 'NONE'],
    ['DCD', 'NONE'],
    ['DBD', date(holder.dateOfIssue)],
    ['DBB', date(holder.dateOfBirth)],
    ['DBA', date(holder.dateOfExpiry)],
    ['DBC', { M: '1', F: '2', X: '9' }[holder.sex]],
    ['DAU', holder.heightCentimetres === undefined ? undefined : `${holder.heightCentimetres.padStart(3, '0')} cm`],
    ['DAX', holder.weightKilograms?.padStart(3, '0')],
    ['DAY', eyeCodes[holder.eyeColour ?? '']],
    ['DAG', street],
    ['DAI', town.join(', ')],
    ['DCF', `${holder.documentNumber}${date(holder.dateOfExpiry) ?? ''}`],
    ['DCG', holder.issuingState],
  ];
  const lines = elements.flatMap(([id, value]) => (value === undefined || value === '' ? [] : [id + value]));
  const subfiles = [
    ['DL', `DL${lines.join('\n')}\r`],
    ['ZU', 'ZUZUA01\r'],
  ] as const;
  const start = `@\n\x1e\rANSI ${issuer}${version}01${String(subfiles.length).padStart(2, '0')}`;
  let offset = start.length + 10 * subfiles.length;
  const digits = (value: number): string => String(value).padStart(4, '0');
  let directory = '';
  for (const [type, text] of subfiles) {
    directory += type + digits(offset) + digits(text.length);
    offset += text.length;
  }
  return Buffer.from(start + directory + subfiles.map(([, text]) => text).join(''), 'latin1');
}
