/** A part of the card's data: the licence or card itself (`DL`, `ID`, `EN`), or what a jurisdiction adds (`ZV`, …). */
export interface AamvaSubfile {
  readonly type: string;
  /** Element id → value as encoded, without the padding. Of an id that occurs twice, the first. */
  readonly elements: Readonly<Record<string, string>>;
}

export const aamvaProblemCodes = {
  'subfile-missing': 'The header announces a subfile that is not there.',
  'subfile-unannounced': 'There is a subfile that the header does not announce.',
  'subfile-misplaced': 'A subfile does not begin where the header says, or is not as long.',
  'element-unreadable': 'A line of a subfile does not begin with an element id.',
  'value-impossible': 'The value cannot be one of this element.',
  'name-truncated': 'The name is said to be cut off.',
} as const;
export interface AamvaProblem {
  readonly code: keyof typeof aamvaProblemCodes;
  /** A subfile's type or an element's id. */
  readonly subject: string;
}

/** The content of a barcode by the AAMVA DL/ID Card Design Standard (annex D), any version. */
export interface AamvaCard {
  readonly header: {
    /** Six digits. */
    readonly issuerIdentificationNumber: string;
    /** 0 before the standard of 2000, then 1 (2000), 2 (2003), 3 (2005), 4 (2009), … 10 (2020), 11 (2025). */
    readonly aamvaVersion: number;
    /** The jurisdiction's own; null in versions 0 and 1, which have none. */
    readonly jurisdictionVersion: number | null;
  };
  readonly subfiles: readonly AamvaSubfile[];
  readonly problems: readonly AamvaProblem[];
}

/** File type (`AAMVA` before 2000), issuer, version; cards without the compliance indicator before it exist. */
const fileHeader = /(?:ANSI ?|AAMVA)(\d{6})(\d{2})/;
/** In versions 0 and 1 the number of entries follows the version at once. */
const entries = /^(?:(\d{2})\d{2}|\d{2}) ?((?:[A-Z]{2}\d{8})+)/;
/** The header's own characters and some that printers put before it. */
const furthestHeader = 48;
/** Line feed between elements, carriage return after a subfile; real cards use them and ASCII's separators for both. */
// eslint-disable-next-line no-control-regex -- control characters are what the format separates with
const separators = /[\n\r\x1c-\x1f]+/;
/** What begins a subfile: its type, then its first element. A jurisdiction's elements begin with its subfile's type. */
const subfileStart = /^(?:(DL|ID|EN)(?=D[A-Z]{2})|(Z[A-Z])(?=\2))/;
/** `P` is for permits, in version 1. */
const element = /^((?:D[A-D]|P[A-F]|Z[A-Z])[A-Z0-9])(.*)$/s;

/**
 * Parses the content of an AAMVA barcode, of versions 0 to 11. Subfiles are found by their types and element ids, not by
 * the header's offsets, which are wrong on many real cards; what does not agree is a problem, not a failure. Null when
 * the bytes are no such content.
 */
export function parseAamva(bytes: Uint8Array): AamvaCard | null {
  const text = Buffer.from(bytes).toString('latin1');
  const start = fileHeader.exec(text);
  if (start === null || start.index > furthestHeader) return null;
  const [whole, issuerIdentificationNumber, version] = start;
  const afterHeader = text.slice(start.index + whole.length);
  const directory = entries.exec(afterHeader);
  const announced = [...(directory?.[2] ?? '').matchAll(/([A-Z]{2})(\d{4})(\d{4})/g)].map(
    ([, type, offset, length]) => ({
      type: type!,
      offset: Number(offset),
      length: Number(length),
    }),
  );
  // Without a directory, what is left of the header are digits.
  const body = afterHeader.slice(directory?.[0].length ?? 0).replace(/^\d+/, '');
  const problems: AamvaProblem[] = [];
  const subfiles = readSubfiles(body, announced[0]?.type ?? 'DL', problems);
  if (subfiles.length === 0) return null;
  checkDirectory(announced, subfiles, text, problems);
  const jurisdictionVersion = directory?.[1];
  return {
    header: {
      issuerIdentificationNumber: issuerIdentificationNumber!,
      aamvaVersion: Number(version),
      jurisdictionVersion: jurisdictionVersion === undefined ? null : Number(jurisdictionVersion),
    },
    subfiles,
    problems,
  };
}

function readSubfiles(body: string, firstType: string, problems: AamvaProblem[]): AamvaSubfile[] {
  const subfiles = new Map<string, Record<string, string>>();
  let type = firstType;
  for (const line of body.split(separators)) {
    const begun = subfileStart.exec(line);
    if (begun !== null) type = begun[1] ?? begun[2]!;
    const content = (begun === null ? line : line.slice(begun[0].length)).trimStart();
    if (content.trim() === '') continue;
    const [, id, value] = element.exec(content) ?? [];
    if (id === undefined || value === undefined) {
      problems.push({ code: 'element-unreadable', subject: type });
      continue;
    }
    const elements = subfiles.get(type) ?? {};
    subfiles.set(type, elements);
    elements[id] ??= decodeText(value).trim();
  }
  return [...subfiles].map(([own, elements]) => ({ type: own, elements }));
}

/** The standard's character set is ISO 8859-1; some issuers write UTF-8, which hardly ever is both. */
function decodeText(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1;
  }
}

interface Announced {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

function checkDirectory(
  announced: readonly Announced[],
  subfiles: readonly AamvaSubfile[],
  text: string,
  problems: AamvaProblem[],
): void {
  for (const { type, offset, length } of announced) {
    if (!subfiles.some((subfile) => subfile.type === type)) {
      problems.push({ code: 'subfile-missing', subject: type });
    } else if (!text.startsWith(type, offset) || !/^[\n\r]?$/.test(text.charAt(offset + length - 1))) {
      problems.push({ code: 'subfile-misplaced', subject: type });
    }
  }
  for (const { type } of subfiles) {
    if (!announced.some((other) => other.type === type)) problems.push({ code: 'subfile-unannounced', subject: type });
  }
}
