import type { DocumentFieldName, DocumentFields, DocumentField, DocumentType } from '#domain/document.js';
import { aamvaDate } from '#engine/document/barcode/aamva/aamva-dates.js';
import { aamvaAddress } from '#engine/document/barcode/aamva/aamva-address.js';
import { aamvaNames } from '#engine/document/barcode/aamva/aamva-names.js';
import { aamvaHeightCentimetres, aamvaWeightKilograms } from '#engine/document/barcode/aamva/aamva-measures.js';
import { issuerOfNumber } from '#engine/document/barcode/aamva/issuers.js';
import type { AamvaCard, AamvaProblem } from '#engine/document/barcode/aamva/parse-aamva.js';
import { eyeColourOfText } from '#engine/document/tables/eye-colours.js';
import { stateFromCode, stateName } from '#engine/document/tables/states.js';

/** A card's values in the domain's words, and what is wrong with them. */
export interface AamvaReading {
  readonly type: Extract<DocumentType, 'drivers_license' | 'id_card'>;
  readonly fields: DocumentFields;
  readonly problems: readonly AamvaProblem[];
}

/** ISO/IEC 5218 digits, and the letters of the first version. */
const sexes: Readonly<Record<string, 'M' | 'F' | 'X'>> = { '1': 'M', '2': 'F', '9': 'X', M: 'M', F: 'F', X: 'X' };
const dates = { DBB: 'dateOfBirth', DBD: 'dateOfIssue', DBA: 'dateOfExpiry' } as const;

/**
 * The values of the card's own subfile. Each is `valid`: the symbol's error correction vouches for what was read, as a
 * check digit does. A value that its element cannot have is left out and is a problem. Confidence is 1.
 */
export function aamvaFields(card: AamvaCard): AamvaReading {
  const own = card.subfiles.find(({ type }) => !type.startsWith('Z')) ?? card.subfiles[0]!;
  const problems: AamvaProblem[] = [...card.problems];
  const fields: Partial<Record<DocumentFieldName, DocumentField>> = {};
  /** The element's value, where the card gives one. */
  const get = (id: string): string | null => {
    const value = own.elements[id] ?? '';
    // D.12.5: `NONE` where the person has none, `unavl` where the issuer does not know.
    return /^(|none|unavl|unavail|n\/a)$/i.test(value) ? null : value;
  };
  const set = (name: DocumentFieldName, value: string | null): void => {
    if (value !== null && value !== '') fields[name] = { value, valid: true, source: 'barcode', confidence: 1 };
  };
  /** As `set`, for an element whose text must be a value of a kind. */
  const convert = (name: DocumentFieldName, id: string, read: (text: string) => string | null): void => {
    const text = get(id);
    if (text === null) return;
    const value = read(text);
    if (value === null) problems.push({ code: 'value-impossible', subject: id });
    else set(name, value);
  };

  const names = aamvaNames(get, problems);
  set('surname', names.surname);
  set('givenNames', names.givenNames);
  // Some pad the number with spaces or hyphens it; it is kept as the issuer writes it.
  set('documentNumber', get('DAQ'));
  // Cards that do not expire have zeros.
  for (const [id, name] of Object.entries(dates))
    convert(name, id, (text) => (/^0*$/.test(text) ? '' : aamvaDate(text)));
  // 0 is `not known`.
  convert('sex', 'DBC', (text) => (text === '0' ? '' : (sexes[text.toUpperCase()] ?? null)));
  convert('heightCentimetres', get('DAU') === null ? 'DAV' : 'DAU', (text) =>
    aamvaHeightCentimetres(text, get('DAU') !== null),
  );
  convert('weightKilograms', get('DAX') === null ? 'DAW' : 'DAX', (text) =>
    aamvaWeightKilograms(text, get('DAX') === null),
  );
  convert('eyeColour', 'DAY', (text) => (/^unk/i.test(text) ? '' : eyeColourOfText(text)));
  set('address', aamvaAddress(get));
  set('placeOfBirth', get('DCI'));

  const country =
    stateFromCode(get('DCG')?.toUpperCase() ?? '') ?? issuerOfNumber(card.header.issuerIdentificationNumber)?.country;
  if (country !== undefined) {
    set('issuingState', country);
    set('issuingStateName', stateName(country));
  }
  return { type: own.type === 'ID' ? 'id_card' : 'drivers_license', fields, problems };
}
