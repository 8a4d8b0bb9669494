import { expect, test } from 'vitest';
import { mrzLayouts } from '#engine/document/mrz/formats.js';
import { repairLines } from '#engine/document/mrz/repair.js';
import { mrzSymbols } from '#engine/document/mrz/symbols.js';

// ICAO 9303-4, appendix B.
const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

/** Probabilities of a net that is sure of every character, but for the given ones of the second line. */
function posteriors(lines: readonly string[], doubts: Readonly<Record<number, Readonly<Record<string, number>>>>) {
  return lines.map((text, line) => {
    const data = new Float64Array(text.length * mrzSymbols.length).fill(1e-9);
    for (let i = 0; i < text.length; i++) {
      const said = (line === 1 ? doubts[i] : undefined) ?? { [text[i]!]: 1 };
      for (const [symbol, probability] of Object.entries(said)) {
        data[i * mrzSymbols.length + mrzSymbols.indexOf(symbol)] = probability;
      }
    }
    return data;
  });
}

const replaced = (text: string, index: number, character: string): string =>
  text.slice(0, index) + character + text.slice(index + 1);

test('lines whose check digits hold are left alone', () => {
  expect(repairLines([first, second], posteriors([first, second], {}), mrzLayouts.TD3)).toBeNull();
});

test('a zero that was read as an O is found by the check digits, though the net was sure', () => {
  const misread = replaced(second, 5, 'O');
  const repair = repairLines([first, misread], posteriors([first, misread], {}), mrzLayouts.TD3);
  expect(repair).toEqual({ lines: [first, second], changed: [expect.objectContaining({ line: 1, column: 5 })] });
});

test('what the net was unsure of is exchanged for its next best', () => {
  const misread = replaced(second, 29, 'F');
  const unsure = posteriors([first, misread], { 29: { F: 0.6, E: 0.35 } });
  expect(repairLines([first, misread], unsure, mrzLayouts.TD3)?.lines).toEqual([first, second]);
});

test('what the net was sure of, and looks like nothing else, stands', () => {
  const misread = replaced(second, 29, 'W');
  expect(repairLines([first, misread], posteriors([first, misread], {}), mrzLayouts.TD3)).toBeNull();
});

test('two repairs that are about as likely are none', () => {
  // 8 → 9 and 8 → 9 of the same weight: either makes the digits hold.
  const misread = replaced(second, 1, '7');
  const doubts = { 1: { '7': 0.5, '8': 0.2 }, 4: { '9': 0.5, '0': 0.2 } };
  expect(repairLines([first, misread], posteriors([first, misread], doubts), mrzLayouts.TD3)).toBeNull();
});
