import { expect, test } from 'vitest';
import { isSameRecording, printCorrelation } from '#engine/injection/compare-prints.js';
import { decodeFilmPrint, encodeFilmPrint, filmPrint, type FilmPrint } from '#engine/injection/film-print.js';
import { printBands } from '#engine/injection/print-bands.js';
import { thumbnailSide } from '#engine/liveness/active/face-look.js';

/** Where a bright spot is at a time, in shares of the frame. */
type Motion = (timeMs: number) => { readonly x: number; readonly y: number };

const nods: Motion = (timeMs) => ({ x: 0.5 + 0.2 * Math.sin(timeMs / 700), y: 0.5 + 0.1 * Math.sin(timeMs / 430) });
const shakes: Motion = (timeMs) => ({ x: 0.5 + 0.2 * Math.sin(timeMs / 310 + 2), y: 0.45 });

/** A film of a spot that moves in front of a room, of which a frame is taken every `everyMs`. */
function filmOf(motion: Motion, { fromMs = 0, everyMs = 220, levels = 0, count = 30 } = {}): FilmPrint {
  return filmPrint(
    Array.from({ length: count }, (_, index) => {
      const timeMs = index * everyMs;
      const { x, y } = motion(timeMs + fromMs);
      const thumbnail = new Uint8Array(thumbnailSide ** 2);
      for (let row = 0; row < thumbnailSide; row++) {
        for (let column = 0; column < thumbnailSide; column++) {
          const distance = Math.hypot(column / thumbnailSide - x, row / thumbnailSide - y);
          const room = 40 + 60 * Math.sin(column / 5) ** 2 + 2 * row;
          thumbnail[row * thumbnailSide + column] = Math.min(
            255,
            room * 0.8 + 120 * Math.exp(-((distance / 0.2) ** 2)) + levels,
          );
        }
      }
      return { timeMs, thumbnail };
    }),
  );
}

test('a film is itself, also brighter, cut, and sampled at other times', () => {
  const film = filmOf(nods);
  expect(printCorrelation(film, film)).toBeGreaterThan(0.99);
  const copy = filmOf(nods, { fromMs: 480, everyMs: 260, levels: 12, count: 22 });
  expect(printCorrelation(copy, film)).toBeGreaterThan(0.9);
  expect([isSameRecording(copy, film), isSameRecording(film, copy)]).toEqual([true, true]);
});

test('somebody who moves otherwise in the same room is not', () => {
  expect(isSameRecording(filmOf(shakes), filmOf(nods))).toBe(false);
});

test('where little moves, or little is to be seen, nothing is told', () => {
  const rests = filmOf(() => ({ x: 0.5, y: 0.5 }));
  expect(printCorrelation(rests, rests)).toBeNull();
  const short = filmOf(nods, { count: 8 });
  expect(printCorrelation(short, short)).toBeNull();
  const empty = filmPrint([]);
  expect([printCorrelation(empty, filmOf(nods)), printCorrelation(filmOf(nods), empty)]).toEqual([null, null]);
  expect(printBands(empty)).toEqual([]);
});

test('a print is stored and read again, and nothing else is taken for one', () => {
  const film = filmOf(nods);
  expect(decodeFilmPrint(encodeFilmPrint(film))).toEqual(film);
  expect(decodeFilmPrint(encodeFilmPrint(filmPrint([])))).toEqual(filmPrint([]));
  expect(() => decodeFilmPrint(encodeFilmPrint(film).subarray(1))).toThrow('not a print');
});

test('copies have many values in common, and there are at most 64', () => {
  const bands = new Set(printBands(filmOf(nods)));
  expect(bands.size).toBeLessThanOrEqual(64);
  const shared = printBands(filmOf(nods, { fromMs: 100, levels: 9 })).filter((band) => bands.has(band));
  expect(shared.length).toBeGreaterThan(5);
});
