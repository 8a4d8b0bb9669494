import { textOfSpan, verifyCheckDigits } from '#engine/document/mrz/check-digits.js';
import { lookAlikes } from '#engine/document/mrz/format-weights.js';
import { allowedCharacters, type CheckDigitName, type MrzLayout, type MrzSpan } from '#engine/document/mrz/layout.js';
import { mrzSymbols } from '#engine/document/mrz/symbols.js';

/** Lines that satisfy their check digits after characters were exchanged for others that the picture does not rule out. */
export interface RepairedLines {
  readonly lines: readonly string[];
  readonly changed: readonly { readonly line: number; readonly column: number }[];
}

/** Dearest exchange, in nats: together the characters are 200 times less likely than those that the net likes best. */
const dearest = 5.3;
/** What exchanging look-alikes costs at the most: fonts draw 0 and O as the net has seldom seen them. */
const lookAlikeCost = 4;
/** Two repairs nearer to each other than this, in nats, leave it open which is right. */
const leastLead = 1.5;

interface Exchange {
  readonly line: number;
  readonly column: number;
  readonly character: string;
  readonly cost: number;
}

/**
 * Where check digits fail, looks for the one or two characters that the net was least sure of and that make all of them
 * hold. A tenth of all wrong repairs satisfies a check digit, so this says what most likely stands there and is never a
 * reason to trust it. Null when nothing, or more than one thing, would do.
 * @param posteriors per line row-major positions × 37, the probabilities of the symbols
 */
export function repairLines(
  lines: readonly string[],
  posteriors: readonly Float64Array[],
  layout: MrzLayout,
): RepairedLines | null {
  // In a single line every look-alike can be exchanged to satisfy the one digit over everything.
  if (layout.lineLengths.length === 1) return null;
  const verdicts = verifyCheckDigits(lines, layout);
  if (Object.values(verdicts).every(Boolean)) return null;
  const exchanges = exchangesIn(suspects(verdicts, layout), lines, posteriors, layout);
  const repairs: { readonly exchanges: readonly Exchange[]; readonly cost: number }[] = [];
  const consider = (...tried: Exchange[]): void => {
    const cost = tried.reduce((sum, exchange) => sum + exchange.cost, 0);
    if (cost > dearest) return;
    const holds = Object.values(verifyCheckDigits(withExchanges(lines, tried), layout)).every(Boolean);
    if (holds) repairs.push({ exchanges: tried, cost });
  };
  for (const [i, first] of exchanges.entries()) {
    consider(first);
    for (const second of exchanges.slice(i + 1)) {
      if (first.line !== second.line || first.column !== second.column) consider(first, second);
    }
  }
  const [best, next] = repairs.sort((a, b) => a.cost - b.cost);
  if (best === undefined || (next !== undefined && next.cost < best.cost + leastLead)) return null;
  return { lines: withExchanges(lines, best.exchanges), changed: best.exchanges };
}

/** What the failing check digits cover, and they themselves. */
function suspects(verdicts: Partial<Record<CheckDigitName, boolean>>, layout: MrzLayout): MrzSpan[] {
  const failing = (Object.keys(verdicts) as CheckDigitName[]).filter((name) => verdicts[name] === false);
  // Where another digit fails as well, the composite one fails with it.
  const own = failing.filter((name) => name !== 'composite' || failing.length === 1);
  return own.flatMap((name) => {
    const check = layout.checks[name]!;
    const digit = { line: check.line, start: check.column, end: check.column + 1 };
    const { optionalData } = layout.elements;
    const goesOn = name === 'documentNumber' && layout.longDocumentNumber && optionalData !== undefined;
    return [...check.over, digit, ...(goesOn ? [optionalData] : [])];
  });
}

function exchangesIn(
  spans: readonly MrzSpan[],
  lines: readonly string[],
  posteriors: readonly Float64Array[],
  layout: MrzLayout,
): Exchange[] {
  const found: Exchange[] = [];
  for (const span of spans) {
    const text = textOfSpan(lines, span);
    for (let i = 0; i < text.length; i++) {
      const column = span.start + i;
      const at = column * mrzSymbols.length;
      const posterior = posteriors[span.line]!;
      const likeliest = posterior[at + mrzSymbols.indexOf(text[i]!)]!;
      for (const character of allowedCharacters(layout, span.line, column)) {
        if (character === text[i]) continue;
        const nats = Math.log(likeliest / Math.max(posterior[at + mrzSymbols.indexOf(character)]!, 1e-12));
        const alike = lookAlikes.some((group) => group.includes(character) && group.includes(text[i]!));
        const cost = Math.max(0, alike ? Math.min(nats, lookAlikeCost) : nats);
        if (cost <= dearest) found.push({ line: span.line, column, character, cost });
      }
    }
  }
  return found;
}

function withExchanges(lines: readonly string[], exchanges: readonly Exchange[]): string[] {
  const changed = [...lines];
  for (const { line, column, character } of exchanges) {
    changed[line] = changed[line]!.slice(0, column) + character + changed[line]!.slice(column + 1);
  }
  return changed;
}
