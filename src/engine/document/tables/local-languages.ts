import type { StateCode } from '#engine/document/tables/state-names.js';

/** A language whose print the recogniser of Latin letters cannot read. */
export interface LocalLanguage {
  /** As Tesseract names its data: ISO 639-3, but for Chinese. */
  readonly code: LocalLanguageCode;
  /** English name. */
  readonly name: string;
  /** ISO 15924. */
  readonly script: string;
}

/** The names of the data files of Tesseract 4 (tesseract-ocr/tessdata) and of the npm packages that carry them. */
const scripts = {
  amh: ['Amharic', 'Ethi'],
  ara: ['Arabic', 'Arab'],
  ben: ['Bengali', 'Beng'],
  chi_sim: ['Chinese, simplified', 'Hans'],
  chi_tra: ['Chinese, traditional', 'Hant'],
  div: ['Dhivehi', 'Thaa'],
  dzo: ['Dzongkha', 'Tibt'],
  fas: ['Persian', 'Arab'],
  heb: ['Hebrew', 'Hebr'],
  hin: ['Hindi', 'Deva'],
  hye: ['Armenian', 'Armn'],
  jpn: ['Japanese', 'Jpan'],
  kat: ['Georgian', 'Geor'],
  khm: ['Khmer', 'Khmr'],
  kor: ['Korean', 'Kore'],
  lao: ['Lao', 'Laoo'],
  mya: ['Burmese', 'Mymr'],
  nep: ['Nepali', 'Deva'],
  pus: ['Pashto', 'Arab'],
  sin: ['Sinhala', 'Sinh'],
  tam: ['Tamil', 'Taml'],
  tha: ['Thai', 'Thai'],
  tir: ['Tigrinya', 'Ethi'],
  urd: ['Urdu', 'Arab'],
} as const satisfies Record<string, readonly [name: string, script: string]>;
export type LocalLanguageCode = keyof typeof scripts;

export const localLanguages: readonly LocalLanguage[] = Object.entries(scripts).map(([code, [name, script]]) => ({
  code: code as LocalLanguageCode, // Object.entries loses the key type
  name,
  script,
}));

/**
 * The languages in which a state's documents print names beside the Latin spelling, the commonest first. Latin,
 * Cyrillic and Greek are not here: they are read without Tesseract.
 */
const languagesByState: Readonly<Partial<Record<StateCode, readonly LocalLanguageCode[]>>> = {
  AFG: ['pus', 'fas'],
  ARE: ['ara'],
  ARM: ['hye'],
  BGD: ['ben'],
  BHR: ['ara'],
  BTN: ['dzo'],
  CHN: ['chi_sim', 'chi_tra'],
  DZA: ['ara'],
  EGY: ['ara'],
  ERI: ['tir', 'ara'],
  ETH: ['amh'],
  GEO: ['kat'],
  HKG: ['chi_tra'],
  IND: ['hin'],
  IRN: ['fas'],
  IRQ: ['ara'],
  ISR: ['heb', 'ara'],
  JOR: ['ara'],
  JPN: ['jpn'],
  KHM: ['khm'],
  KOR: ['kor'],
  KWT: ['ara'],
  LAO: ['lao'],
  LBN: ['ara'],
  LBY: ['ara'],
  LKA: ['sin', 'tam'],
  MAC: ['chi_tra'],
  MAR: ['ara'],
  MDV: ['div'],
  MMR: ['mya'],
  MRT: ['ara'],
  NPL: ['nep'],
  OMN: ['ara'],
  PAK: ['urd'],
  PRK: ['kor'],
  PSE: ['ara'],
  QAT: ['ara'],
  SAU: ['ara'],
  SDN: ['ara'],
  SYR: ['ara'],
  THA: ['tha'],
  TUN: ['ara'],
  TWN: ['chi_tra'],
  YEM: ['ara'],
};

/** The local languages of a state's documents; none for a state whose documents are read without Tesseract. */
export function localLanguagesOf(state: string): readonly LocalLanguage[] {
  const codes: readonly LocalLanguageCode[] = Object.hasOwn(languagesByState, state)
    ? (languagesByState[state as StateCode] ?? []) // hasOwn does not narrow the key
    : [];
  return codes.flatMap((code) => localLanguages.find((language) => language.code === code) ?? []);
}
