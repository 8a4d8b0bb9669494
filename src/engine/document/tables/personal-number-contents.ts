import { digitAt, weighted } from '#engine/document/tables/personal-number-checks.js';
import type { StateCode } from '#engine/document/tables/state-names.js';

/** What a personal number says of its holder. */
export interface PersonalNumberContents {
  /** `YYYY-MM-DD`, or `-YY-MM-DD` where the number does not tell the century; null when it holds no date. */
  readonly dateOfBirth: string | null;
  readonly sex: 'M' | 'F' | null;
}

/** Gives null for a number of another form. */
type Reader = (number: string) => PersonalNumberContents | null;

const two = (value: number | string): string => String(value).padStart(2, '0');

/** @param century its first two digits, null when it is not told */
const contents = (
  century: number | null,
  [year, month, day]: readonly [string, number | string, number | string],
  sex: PersonalNumberContents['sex'],
): PersonalNumberContents => ({ dateOfBirth: `${century ?? '-'}${year}-${two(month)}-${two(day)}`, sex });

const oddIsMale = (digit: number): 'M' | 'F' => (digit % 2 === 1 ? 'M' : 'F');

/** The parts that a form names `y`, `m`, `d` as numbers in the order of the form; null without a match. */
const reader =
  (
    form: RegExp,
    read: (parts: Readonly<Record<string, string>>, number: string) => PersonalNumberContents | null,
  ): Reader =>
  (number) => {
    const groups = form.exec(number)?.groups;
    return groups === undefined ? null : read(groups, number); // every group of these forms takes part
  };

/** Estonia, Lithuania, Romania, Kazakhstan: the century and the sex in one digit, 1 and 2 being the first century. */
const centuryAndSex = (digit: number, first: number): [number, 'M' | 'F'] => [
  first + Math.floor((digit - 1) / 2),
  oddIsMale(digit),
];

const baltic = reader(/^(?<g>[1-6])(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{4}$/, ({ g, y, m, d }) => {
  const [century, sex] = centuryAndSex(Number(g), 18);
  return contents(century, [y!, m!, d!], sex);
});

/** The last three digits of the year; the next five are region and serial, the serial being 500 and more for women. */
const yugoslav = reader(/^(?<d>\d\d)(?<m>\d\d)(?<k>\d)(?<y>\d\d)\d\d(?<s>\d{3})\d$/, ({ d, m, k, y, s }) =>
  contents(Number(k) >= 8 ? 10 + Number(k) : 20 + Number(k), [y!, m!, d!], Number(s) < 500 ? 'M' : 'F'),
);

/** Women's months are 50 more; 20 more where a day's serials ran out (since 2004). Ten digits since 1954. */
const czechoslovak = reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{3}(?<c>\d?)$/, ({ y, m, d, c }) => {
  const century = c === '' || Number(y) >= 54 ? 19 : 20;
  return contents(century, [y!, (Number(m) % 50) % 20, d!], Number(m) > 50 ? 'F' : 'M');
});

/** By the month: so much is added to it in that century. */
const monthCentury = (month: number, centuries: Readonly<Record<number, number>>): [number, number] | null => {
  const added = Math.floor(month / 20) * 20;
  const century = centuries[added];
  return century === undefined ? null : [century, month - added];
};

const finnishCenturies: Readonly<Record<string, number>> = { '+': 18, '-': 19, '': -1 };
const finnishCentury = (sign: string): number | null =>
  /[U-Y]/.test(sign) ? 19 : /[A-F]/.test(sign) ? 20 : finnishCenturies[sign]! < 0 ? null : finnishCenturies[sign]!;

/** The individual number decides the century (Skatteetaten). */
function norwegianCentury(individual: number, year: number): number | null {
  if (individual < 500) return 19;
  if (individual < 750 && year >= 54) return 18;
  if (year < 40) return 20;
  return individual >= 900 ? 19 : null;
}

const italianMonths = 'ABCDEHLMPRST';
/** Letters that stand for digits where two people would have one code. */
const italianDigits = (text: string): string =>
  text.replace(/[LMNPQRSTUV]/g, (letter) => String('LMNPQRSTUV'.indexOf(letter)));

/**
 * By state, as its register or law publishes it. A day or month beyond the calendar (foreigners' numbers in some states)
 * is brought back by what is added there.
 */
export const personalNumberContents: Readonly<Partial<Record<StateCode, Reader>>> = {
  BEL: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<s>\d{3})(?<c>\d\d)$/, ({ y, m, d, s, c }, number) => {
    const century = 97 - (Number(number.slice(0, 9)) % 97) === Number(c) ? 19 : 20;
    return Number(m) < 1 || Number(m) > 12 ? null : contents(century, [y!, m!, d!], oddIsMale(Number(s)));
  }),
  BGR: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d\d(?<s>\d)\d$/, ({ y, m, d, s }) => {
    const month = monthCentury(Number(m), { 0: 19, 20: 18, 40: 20 });
    return month === null ? null : contents(month[0], [y!, month[1], d!], Number(s) % 2 === 0 ? 'M' : 'F');
  }),
  BIH: yugoslav,
  BLR: reader(/^(?<g>[1-6])(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)[A-Z]\d{3}[A-Z]{2}\d$/, ({ g, d, m, y }) => {
    const [century, sex] = centuryAndSex(Number(g), 18);
    return contents(century, [y!, m!, d!], sex);
  }),
  CHN: reader(/^\d{6}(?<c>\d\d)(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d\d(?<s>\d)[0-9X]$/, ({ c, y, m, d, s }) =>
    contents(Number(c), [y!, m!, d!], oddIsMale(Number(s))),
  ),
  CZE: czechoslovak,
  DNK: reader(/^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)(?<c>\d)\d\d(?<s>\d)$/, ({ d, m, y, c, s }) => {
    const [serial, year] = [Number(c), Number(y)];
    const late = serial === 4 || serial === 9 ? year < 37 : year < 58;
    const century = serial <= 3 ? 19 : late ? 20 : serial === 4 || serial === 9 ? 19 : 18;
    return contents(century, [y!, m!, d!], oddIsMale(Number(s)));
  }),
  EGY: reader(/^(?<c>[23])(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{5}(?<s>\d)\d$/, ({ c, y, m, d, s }) =>
    contents(17 + Number(c), [y!, m!, d!], oddIsMale(Number(s))),
  ),
  EST: baltic,
  FIN: reader(/^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)(?<c>[-+A-FU-Y]?)(?<s>\d{3})[0-9A-Y]$/, ({ d, m, y, c, s }) =>
    contents(finnishCentury(c!), [y!, m!, d!], oddIsMale(Number(s))),
  ),
  HUN: reader(/^(?<g>[1-4])(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{4}$/, ({ g, y, m, d }, number) => {
    // 3 and 4 were the 19th century's until 1996, whose weights rise, and are the 21st century's now.
    const rising = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11 === digitAt(number, 10);
    return contents(Number(g) <= 2 ? 19 : rising ? null : 20, [y!, m!, d!], oddIsMale(Number(g)));
  }),
  IDN: reader(/^\d{6}(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)\d{4}$/, ({ d, m, y }) =>
    contents(null, [y!, m!, Number(d) % 40], Number(d) > 40 ? 'F' : 'M'),
  ),
  ISL: reader(/^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)\d{3}(?<c>[089])$/, ({ d, m, y, c }) =>
    contents(c === '0' ? 20 : 10 + Number(c), [y!, m!, d!], null),
  ),
  ITA: reader(
    /^[A-Z]{6}(?<y>[0-9L-NP-V]{2})(?<m>[A-EHLMPRST])(?<d>[0-9L-NP-V]{2})[A-Z][0-9L-NP-V]{3}[A-Z]$/,
    ({ y, m, d }) => {
      const day = Number(italianDigits(d!));
      return contents(null, [italianDigits(y!), italianMonths.indexOf(m!) + 1, day % 40], day > 40 ? 'F' : 'M');
    },
  ),
  KAZ: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<g>[1-6])\d{5}$/, ({ y, m, d, g }) => {
    const [century, sex] = centuryAndSex(Number(g), 18);
    return contents(century, [y!, m!, d!], sex);
  }),
  KOR: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<g>\d)\d{6}$/, ({ y, m, d, g }) => {
    // 1, 2 and foreigners' 5, 6: 19; 3, 4 and 7, 8: 20; 9, 0: 18.
    const digit = Number(g);
    const century = digit === 9 || digit === 0 ? 18 : [1, 2, 5, 6].includes(digit) ? 19 : 20;
    return contents(century, [y!, m!, d!], oddIsMale(digit));
  }),
  LTU: baltic,
  LVA: reader(/^(?<d>[0-2]\d|3[01])(?<m>\d\d)(?<y>\d\d)(?<c>[0-2])\d{4}$/, ({ d, m, y, c }) =>
    contents(18 + Number(c), [y!, m!, d!], null),
  ),
  MEX: reader(/^[A-Z]{4}(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<s>[HMX])[A-Z]{5}(?<c>[0-9A-Z])\d$/, ({ y, m, d, s, c }) =>
    contents(/\d/.test(c!) ? 19 : 20, [y!, m!, d!], s === 'H' ? 'M' : s === 'M' ? 'F' : null),
  ),
  MKD: yugoslav,
  MNE: yugoslav,
  MYS: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{5}(?<s>\d)$/, ({ y, m, d, s }) =>
    contents(null, [y!, m!, d!], oddIsMale(Number(s))),
  ),
  // 40 is added to the day of those who are not registered as residents (D-nummer).
  NOR: reader(/^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)(?<s>\d{3})\d\d$/, ({ d, m, y, s }) =>
    contents(norwegianCentury(Number(s), Number(y)), [y!, m!, Number(d) % 40], oddIsMale(Number(s))),
  ),
  PAK: reader(/^\d{12}(?<s>\d)$/, ({ s }) => ({ dateOfBirth: null, sex: oddIsMale(Number(s)) })),
  POL: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{3}(?<s>\d)\d$/, ({ y, m, d, s }) => {
    const month = monthCentury(Number(m), { 0: 19, 20: 20, 40: 21, 60: 22, 80: 18 });
    return month === null ? null : contents(month[0], [y!, month[1], d!], oddIsMale(Number(s)));
  }),
  // 7 and 8 are residents' whose century is not told, 9 other foreigners'.
  ROU: reader(/^(?<g>[1-9])(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\d{6}$/, ({ g, y, m, d }) => {
    const century = ({ 1: 19, 2: 19, 3: 18, 4: 18, 5: 20, 6: 20 } as Readonly<Record<string, number>>)[g!];
    return contents(century ?? null, [y!, m!, d!], g === '9' ? null : oddIsMale(Number(g)));
  }),
  SRB: yugoslav,
  SVK: czechoslovak,
  SVN: yugoslav,
  // 60 is added to the day of those who are not registered as residents (samordningsnummer).
  SWE: reader(/^(?<c>\d\d)?(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)-?\d\d(?<s>\d)\d$/, ({ c, y, m, d, s }) =>
    contents(c === undefined ? null : Number(c), [y!, m!, Number(d) % 60], oddIsMale(Number(s))),
  ),
  TWN: reader(/^[A-Z](?<s>[1289])\d{8}$/, ({ s }) => ({ dateOfBirth: null, sex: s === '1' || s === '8' ? 'M' : 'F' })),
  UKR: (number) => {
    const register = /^(\d{4})(\d\d)(\d\d)\d{5}$/.exec(number);
    if (register !== null) return { dateOfBirth: `${register[1]}-${register[2]}-${register[3]}`, sex: null };
    if (!/^\d{10}$/.test(number)) return null;
    // Days since 31 December 1899.
    const birth = new Date(Date.UTC(1899, 11, 31) + Number(number.slice(0, 5)) * 86_400_000);
    return { dateOfBirth: birth.toISOString().slice(0, 10), sex: oddIsMale(digitAt(number, 8)) };
  },
  ZAF: reader(/^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<s>\d)\d{6}$/, ({ y, m, d, s }) =>
    contents(null, [y!, m!, d!], Number(s) >= 5 ? 'M' : 'F'),
  ),
};
