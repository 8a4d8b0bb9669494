import { expect, test } from 'vitest';
import { interpretBlock } from '#engine/document/mrz/block-reader.js';
import { likeliestText } from '#engine/document/mrz/fixed-length-decoder.js';
import { mrzSymbols, symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

const stepsPerCharacter = 2;
const margin = 4;

/** What a net sees that is nearly sure of every character: one step of each, blanks between and after. */
function seen(text: string, characters = text.length): SymbolProbabilities {
  const steps = 2 * margin + characters * stepsPerCharacter;
  const data = new Float64Array(steps * symbolStride).fill(1e-6);
  for (let step = 0; step < steps; step++) {
    const offset = step - margin;
    const character = offset % stepsPerCharacter === 0 ? text[offset / stepsPerCharacter] : undefined;
    data[step * symbolStride + (character === undefined ? 0 : 1 + mrzSymbols.indexOf(character))] = 0.98;
  }
  return { steps, data };
}

const frame = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 10 },
  { x: 0, y: 10 },
] as const;

const read = (...strips: SymbolProbabilities[]) => {
  const reading = interpretBlock(
    strips,
    strips.map(() => [...frame]),
  );
  return (
    reading && { format: reading.format, lines: reading.posteriors.map((posterior) => likeliestText(posterior).text) }
  );
};

test.each([
  ['LICENCE', ['D1FRA13AA000026181231MARTIN<<9']],
  ['TD1', ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']],
  ['TD1', ['C1USA0000007032SRC0000000703<<', '0101011M3501014USA<<<<<<<<<<<7', 'SPECIMEN<<TEST<VOID<<<<<<<<<<<']],
  ['TD2', ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']],
  ['FRENCH-ID', ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '8806923102858CORINNE<<<<<<<6512068F6']],
  ['SWISS-LICENCE', ['AAA001D<<', 'FACHE305142128097<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<']],
])(
  'the lines of a %s are told by their number, their lengths and what stands where',
  (format, lines) => {
    const longest = Math.max(...lines.map(({ length }) => length));
    expect(read(...lines.map((line) => seen(line, longest)))).toEqual({ format, lines });
  },
  60_000,
);

test.each([
  ['1', 0.6, 'I'],
  ['1', 0.95, '1'],
  ['I', 0.6, 'I'],
])('the second character of a card, %s by %d and 1 or I by the rest, is %s', (likelier, probability, character) => {
  const lines = ['CIUSA0000007032SRC0000000703<<', '0101011M3501014USA<<<<<<<<<<<7', 'SPECIMEN<<TEST<VOID<<<<<<<<<<<'];
  const [first, ...others] = lines.map((line) => seen(line)) as [SymbolProbabilities, ...SymbolProbabilities[]]; // three in, three out
  const at = (margin + stepsPerCharacter) * symbolStride + 1;
  for (const symbol of ['1', 'I']) {
    first.data[at + mrzSymbols.indexOf(symbol)] = 0.98 * (symbol === likelier ? probability : 1 - probability);
  }
  expect(read(first, ...others)?.lines[0]?.[1]).toBe(character);
});

test('a line among others is not taken for a zone of one line', () => {
  const line = 'D1FRA13AA000026181231MARTIN<<9';
  expect(read(seen(line), seen(line))?.format).not.toBe('LICENCE');
});
