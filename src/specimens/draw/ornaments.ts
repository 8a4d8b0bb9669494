import type { Box, Point } from '#domain/geometry.js';
import type { Random } from '#specimens/random.js';
import type { Contour, Outline } from '#specimens/draw/outline.js';
import { disc, strokeOutline } from '#specimens/draw/stroke.js';

// Lengths here are pixels; each function gives a shape to fill.

export interface Waves {
  readonly box: Box;
  readonly lines: number;
  readonly amplitude: number;
  readonly periods: number;
  readonly drift: number;
}

/** Wavy hair lines whose phase and swing drift from line to line, as an engraving lathe draws them. */
export function waves({ box, lines, amplitude, periods, drift }: Waves, linePixels: number): Outline {
  const steps = Math.max(24, Math.ceil(periods * 24));
  return Array.from({ length: lines }).flatMap((_, line) => {
    const share = (line + 0.5) / lines;
    const pieces: Outline[] = [];
    let points: Point[] = [];
    for (let step = 0; step <= steps; step++) {
      const u = step / steps;
      const swing = amplitude * (0.55 + 0.45 * Math.sin(2 * Math.PI * (u * 1.5 + share)));
      const y = box.y + share * box.height + swing * Math.sin(2 * Math.PI * (periods * u + drift * share));
      if (y >= box.y && y <= box.y + box.height) {
        points.push({ x: box.x + u * box.width, y });
      } else {
        pieces.push(strokeOutline(points, linePixels));
        points = [];
      }
    }
    pieces.push(strokeOutline(points, linePixels));
    return pieces.flat();
  });
}

/** `strands` closed curves of `petals` lobes, each turned a little further. */
export function rosette(centre: Point, radius: number, petals: number, strands: number, linePixels: number): Outline {
  const steps = petals * 26;
  return Array.from({ length: strands }).flatMap((_, strand) => {
    const turn = (strand / strands) * ((2 * Math.PI) / petals);
    const points = Array.from({ length: steps + 1 }, (_, step): Point => {
      const angle = (2 * Math.PI * step) / steps;
      const lobe = Math.cos(petals * angle + (Math.PI * strand) / strands);
      const reach = radius * (0.68 + 0.32 * lobe) * (0.55 + (0.45 * (strand + 1)) / strands);
      return { x: centre.x + reach * Math.cos(angle + turn), y: centre.y + reach * Math.sin(angle + turn) };
    });
    return [...strokeOutline(points, linePixels)];
  });
}

/** A rectangle with rounded corners. */
export function roundedRectangle(box: Box, radius: number): Contour {
  const corners: [Point, number][] = [
    [{ x: box.x + box.width - radius, y: box.y + radius }, -Math.PI / 2],
    [{ x: box.x + box.width - radius, y: box.y + box.height - radius }, 0],
    [{ x: box.x + radius, y: box.y + box.height - radius }, Math.PI / 2],
    [{ x: box.x + radius, y: box.y + radius }, Math.PI],
  ];
  const steps = 12;
  return Float64Array.from(
    corners.flatMap(([centre, from]) =>
      Array.from({ length: steps + 1 }, (_, step) => from + ((Math.PI / 2) * step) / steps).flatMap((angle) => [
        centre.x + radius * Math.cos(angle),
        centre.y + radius * Math.sin(angle),
      ]),
    ),
  );
}

/** The outline of a rounded rectangle, drawn as a line. */
export function frame(box: Box, radius: number, linePixels: number): Outline {
  const inner: Box = {
    x: box.x + linePixels,
    y: box.y + linePixels,
    width: box.width - 2 * linePixels,
    height: box.height - 2 * linePixels,
  };
  const hole = roundedRectangle(inner, Math.max(0, radius - linePixels));
  const points = Array.from({ length: hole.length / 2 }, (_, i) => [hole[i * 2]!, hole[i * 2 + 1]!]);
  return [roundedRectangle(box, radius), Float64Array.from(points.reverse().flat())];
}

/** The emblem of Utopia: a disc with rays, long and short in turn. */
export function sun(centre: Point, radius: number, rays: number, linePixels: number): Outline {
  const core = radius * 0.42;
  const contours: Contour[] = [disc(centre, core, 48)];
  for (let ray = 0; ray < rays; ray++) {
    const angle = (2 * Math.PI * ray) / rays;
    const half = (Math.PI / rays) * 0.5;
    const tip = ray % 2 === 0 ? radius : radius * 0.78;
    const base = core + linePixels;
    contours.push(
      Float64Array.of(
        centre.x + base * Math.cos(angle - half),
        centre.y + base * Math.sin(angle - half),
        centre.x + tip * Math.cos(angle),
        centre.y + tip * Math.sin(angle),
        centre.x + base * Math.cos(angle + half),
        centre.y + base * Math.sin(angle + half),
      ),
    );
  }
  return contours;
}

/** ICAO 9303-9 figure: the symbol of a document with a chip, two bars and a circle between them. */
export function chipSymbol(centre: Point, width: number, linePixels: number): Outline {
  const height = width * 0.55;
  const left = centre.x - width / 2;
  const right = centre.x + width / 2;
  const ring = Array.from({ length: 33 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 32;
    return { x: centre.x + height * 0.26 * Math.cos(angle), y: centre.y + height * 0.26 * Math.sin(angle) };
  });
  const bar = (y: number): Outline =>
    strokeOutline(
      [
        { x: left, y },
        { x: right, y },
      ],
      linePixels,
    );
  const side = (from: number, to: number): Outline =>
    strokeOutline(
      [
        { x: from, y: centre.y },
        { x: to, y: centre.y },
      ],
      linePixels,
    );
  return [
    ...frame({ x: left, y: centre.y - height / 2, width, height }, linePixels, linePixels),
    ...strokeOutline(ring, linePixels),
    ...side(left, centre.x - height * 0.26),
    ...side(centre.x + height * 0.26, right),
    ...bar(centre.y - height / 2 + linePixels / 2),
  ];
}

/** A scrawl inside `box` that nobody can read: loops that run to the right, fade, and end in a flourish. */
export function signature(box: Box, random: Random, linePixels: number): Outline {
  const loops = random.integer(7, 10);
  const steps = loops * 22;
  const heights = Array.from({ length: loops + 2 }, (_, i) => (i % 4 === 0 ? 0.42 : 0.16) + random.between(0, 0.12));
  const points = Array.from({ length: steps + 1 }, (_, step): Point => {
    const u = step / steps;
    const loop = u * loops;
    const tall = heights[Math.floor(loop)]! * (1 - (loop % 1)) + heights[Math.floor(loop) + 1]! * (loop % 1);
    const angle = 2 * Math.PI * loop;
    return {
      x: box.x + box.width * (0.04 + 0.8 * u + (0.42 / loops) * Math.sin(angle) + tall * 0.1 * Math.cos(angle)),
      y: box.y + box.height * (0.6 - tall * Math.cos(angle + 0.6) - 0.08 * u),
    };
  });
  const last = points.at(-1)!;
  const flourish = Array.from({ length: 24 }, (_, i): Point => {
    const u = (i + 1) / 24;
    return {
      x: last.x + box.width * (0.14 * Math.sin(u * 2.2) - 0.62 * u * u),
      y: last.y + box.height * (0.34 * u + 0.05 * Math.sin(u * 9)),
    };
  });
  return strokeOutline([...points, ...flourish], linePixels, (share) => 0.65 + 0.35 * Math.sin(share * 61));
}
