type Names = readonly [string, ...string[]];

/** A name in a second script and in Latin letters, as one document prints both. */
export type NamePair = readonly [local: string, latin: string];

/** Names of many languages, none of which the tuning family has. */
export const validationSurnames: Names = [
  'ABELÃO',
  'ÅSBERG',
  'BĂLAN',
  'BŁASZCZYK',
  'BOUDREAU-CHÂTEL',
  'BRAZAUSKIENĖ',
  'CASTAÑEDA ORDÓÑEZ',
  'ÇAKIR',
  'DVOŘÁKOVÁ',
  'ERĐELJI',
  'FITZPATRICK',
  'GÖKÇE',
  'GUÐMUNDSDÓTTIR',
  'HÄMÄLÄINEN',
  'HORVÁTH',
  'IWANOWSKI',
  'JĘDRZEJCZAK',
  'KĀRKLIŅŠ',
  'KØHLER',
  'LUND',
  'MARTÍNEZ',
  'MCKENNA',
  'NAKAMURA',
  'NÚÑEZ',
  'OYELARAN',
  'PÉREZ-VIÑA',
  'QUISPE',
  'RÖSSLER',
  'SADIKU',
  'SKÓRA',
  'STRAUß',
  'ŠIMUNOVIĆ',
  'ŤAPÁK',
  'ĐINH',
  'UĞURLU',
  'VAN DEN HEUVEL',
  'WRÓBEL',
  'YILMAZ',
  'ŻUREK',
  'ZAPOTOČNÝ',
];

export const validationGivenNames: Names = [
  'ADÈLE',
  'AGNIESZKA',
  'AINO',
  'BJÖRK',
  'BRANISLAVA',
  'CÉLINE',
  'CONCEIÇÃO',
  'DOROTTYA',
  'EŞREF',
  'EVŽENIE',
  'FÁTIMA',
  'GINTARĖ',
  'HEIDI',
  'INGRIÐ',
  'JOSÉ MARÍA',
  'JÜRGEN',
  'KRZYSZTOF',
  'LÆRKE',
  'LUCÍA INÉS',
  'MAËLLE',
  'MĂDĂLINA',
  'NIAMH',
  'OLE',
  'PÄIVI',
  'RAÚL',
  'ROSE',
  'SINÉAD',
  'SØREN',
  'TÜLAY',
  'VĚRA',
  'WIESŁAWA',
  'ZSÓFIA',
];

export const validationTowns: Names = [
  'ALTRURIA',
  'BARATARIA',
  'BRÅVALLA',
  'CALEJAVA',
  'ERËWHON',
  'HURLYBURGH',
  'ICÁRIA',
  'LEUKE',
  'MACONDO',
  'NIVERIA',
  'ŘEVNOV',
  'SPENSONIA',
];

export const validationStreets: Names = ['ACADEMY HILL', 'CAMPANELLA WAY', 'LONG WALL', 'ORCHARD GATE', 'RIVERSIDE'];

export const validationForeignStates: Names = [
  'ARG',
  'AUT',
  'CHE',
  'CHL',
  'CZE',
  'FIN',
  'GHA',
  'IRL',
  'KOR',
  'MEX',
  'NLD',
  'PRT',
  'SWE',
  'ZAF',
];

/** Bulgarian names and their Latin forms after the Transliteration Act of 2009. */
export const cyrillicSurnames: readonly [NamePair, ...NamePair[]] = [
  ['ДИМИТРОВА', 'DIMITROVA'],
  ['ЖЕЛЕВА', 'ZHELEVA'],
  ['КОЛЕВ', 'KOLEV'],
  ['СТОЯНОВА', 'STOYANOVA'],
  ['ЦВЕТКОВ', 'TSVETKOV'],
  ['ЩЕРЕВА', 'SHTEREVA'],
];
export const cyrillicGivenNames: readonly [NamePair, ...NamePair[]] = [
  ['БОРЯНА', 'BORYANA'],
  ['ГЕОРГИ', 'GEORGI'],
  ['ЙОАНА', 'YOANA'],
  ['РАДОСТИНА', 'RADOSTINA'],
  ['ЧАВДАР', 'CHAVDAR'],
];

/** Greek names and their Latin forms after ELOT 743. */
export const greekSurnames: readonly [NamePair, ...NamePair[]] = [
  ['ΒΑΣΙΛΕΙΟΥ', 'VASILEIOU'],
  ['ΔΗΜΟΥ', 'DIMOU'],
  ['ΚΑΡΑΓΙΑΝΝΗ', 'KARAGIANNI'],
  ['ΞΕΝΑΚΗΣ', 'XENAKIS'],
  ['ΨΑΡΟΥ', 'PSAROU'],
];
export const greekGivenNames: readonly [NamePair, ...NamePair[]] = [
  ['ΑΙΚΑΤΕΡΙΝΗ', 'AIKATERINI'],
  ['ΓΕΩΡΓΙΑ', 'GEORGIA'],
  ['ΘΩΜΑΣ', 'THOMAS'],
  ['ΦΩΤΕΙΝΗ', 'FOTEINI'],
];
