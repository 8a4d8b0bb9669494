import { allowedCharacters, type MrzLayout } from '#engine/document/mrz/layout.js';
import { mrzSymbols } from '#engine/document/mrz/symbols.js';

const count = mrzSymbols.length;

/** Weight of a symbol where its format does not allow it: only where no allowed one fits at all does it come through. */
const disallowedWeight = 1e-6;

/**
 * Weight of what is seldom where it is allowed. Letters that look like digits where either may stand: issuers leave them
 * out of their numbers or use them seldom (German numbers have no I, O or Q), and where a font draws both alike the net is
 * undecided. A digit among letters: only a green card's `C1` and `C2` have one.
 */
const seldomWeight = 0.15;
const isSeldom = (symbol: string, allowed: string): boolean =>
  allowed.includes('0') ? 'IOQ'.includes(symbol) : /\d/.test(symbol);

/** For one line of a layout, row-major positions × 37: what weight each symbol has there. */
export function formatWeights(layout: MrzLayout, line: number): Float64Array {
  const length = layout.lineLengths[line]!;
  const weights = new Float64Array(length * count).fill(disallowedWeight);
  for (let column = 0; column < length; column++) {
    const allowed = allowedCharacters(layout, line, column);
    for (const symbol of allowed) {
      weights[column * count + mrzSymbols.indexOf(symbol)] = isSeldom(symbol, allowed) ? seldomWeight : 1;
    }
  }
  return weights;
}

/** Groups of symbols that OCR-B and its relatives draw alike, and that nets of general text mistake for each other. */
export const lookAlikes = ['0ODQ', '1I', '2Z', '5S', '6G', '8B'];

/** −ln of how often the net takes a symbol for its look-alike, at the least: one in ten. */
const lookAlikeNats = 2.3;

/** −ln of how often an issuer fills a field with characters that the format does not allow: one in ten thousand. */
const irregularFieldNats = 9.2;

/**
 * Some issuers print what the format forbids (a specimen has digits for a nationality). Where reading a field within the
 * format takes more talking than that is rare, the field is given as the picture shows it: per line, `within` with
 * such fields taken from `open` (both row-major positions × 37).
 */
export function irregularFields(
  layout: MrzLayout,
  within: readonly Float64Array[],
  open: readonly Float64Array[],
): Float64Array[] {
  const result = within.map((line) => Float64Array.from(line));
  for (const { line, start, end } of Object.values(layout.elements)) {
    let nats = 0;
    for (let column = start; column < end; column++) {
      nats += surprise(within[line]!, open[line]!, column * count);
    }
    if (nats > irregularFieldNats) result[line]!.set(open[line]!.subarray(start * count, end * count), start * count);
  }
  return result;
}

/** What it takes to read the format's symbol where the picture alone shows another. */
function surprise(within: Float64Array, open: Float64Array, at: number): number {
  const chosen = likeliest(within, at);
  const seen = likeliest(open, at);
  if (chosen === seen) return 0;
  const nats = -Math.log(Math.max(open[at + chosen]!, 1e-9));
  const alike = lookAlikes.some((group) => group.includes(mrzSymbols[chosen]!) && group.includes(mrzSymbols[seen]!));
  return alike ? Math.min(nats, lookAlikeNats) : nats;
}

function likeliest(posterior: Float64Array, at: number): number {
  let best = 0;
  for (let symbol = 1; symbol < count; symbol++) if (posterior[at + symbol]! > posterior[at + best]!) best = symbol;
  return best;
}
