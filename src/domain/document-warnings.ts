/**
 * THE registry of what may speak against a document or against its reading. A warning refuses nothing by itself: the
 * fields that it is about stay in the answer, or are withheld with their own reason.
 */
export const documentWarnings = {
  // Dates
  expired: 'The last day on which the document was valid is over everywhere on earth.',
  'date-in-future': 'The date of birth or of issue is after today.',
  'dates-inconsistent':
    'Birth, issue and expiry do not follow one another, or the expiry is further ahead than such documents run.',
  'validity-period-implausible': 'Documents of this type are not issued for so long.',
  'age-implausible': 'The holder would be over 120 years old.',
  'date-of-birth-incomplete': 'The machine-readable zone leaves parts of the date of birth unknown (ICAO 9303-3 §4.8).',
  'date-of-expiry-incomplete': 'The machine-readable zone gives no whole date of expiry.',
  // The machine-readable zone by itself
  'mrz-check-digit-failed': 'A check digit of the machine-readable zone does not hold.',
  'mrz-reading-unsure':
    'The check digits hold, but the machine-readable zone was not read surely enough to be trusted.',
  'mrz-value-impossible': 'The machine-readable zone holds a state, a sex, a date or a name that cannot be.',
  'names-truncated': 'The names fill the machine-readable zone to its last column and may be cut off there.',
  // The zones against each other
  'mrz-visual-zone-mismatch': 'The machine-readable and the visual zone differ.',
  'mrz-barcode-mismatch': 'The machine-readable zone and the barcode differ.',
  'barcode-visual-zone-mismatch': 'The barcode and the visual zone differ.',
  'zones-agree-only-nearly': 'Zones differ in characters that look alike, or one of them gives less of a name.',
  // The personal number
  'personal-number-check-failed': "The personal number does not satisfy the issuing state's own check.",
  'personal-number-inconsistent': 'The personal number holds another date of birth or another sex than the document.',
} as const;

export type DocumentWarning = keyof typeof documentWarnings;
