import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Random } from '#specimens/random.js';

// Each effect changes the pixels of the picture that it is given, which a scene owns.

export interface Halftone {
  /** Pixels from dot to dot. */
  readonly cellPixels: number;
  readonly angleDegrees: number;
  /** Share of the picture that the dots make up; the rest is the ink that ran between them. */
  readonly strength: number;
}

/** Printed and scanned again: clustered dots at a screen angle, and paper that is not white nor ink that is black. */
export function applyHalftone(image: RgbImage, { cellPixels, angleDegrees, strength }: Halftone): void {
  const { width, height, data } = image;
  const radians = (angleDegrees * Math.PI) / 180;
  const turns = [0, 0.26, 0.52].map((offset) => ({ cos: Math.cos(radians + offset), sin: Math.sin(radians + offset) }));
  const frequency = (2 * Math.PI) / cellPixels;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      for (let channel = 0; channel < 3; channel++) {
        const { cos, sin } = turns[channel]!;
        // The spot function of PostScript's round dot: the sum of two cosines.
        const screen = (Math.cos(frequency * (x * cos + y * sin)) + Math.cos(frequency * (y * cos - x * sin)) + 2) / 4;
        const value = data[at + channel]! / 255;
        const dot = 1 / (1 + Math.exp(-(value - screen) * 9));
        data[at + channel] = Math.round(24 + 216 * (value * (1 - strength) + dot * strength));
      }
    }
  }
}

export interface ScreenGrid {
  /** Pixels of the picture for one of the screen; near 2 or 3 the beat is strongest. */
  readonly pitchPixels: number;
  readonly angleDegrees: number;
  readonly strength: number;
}

/** Photographed from a screen: the stripes of its red, green and blue, their beat, its glow in the blacks. */
export function applyScreenGrid(image: RgbImage, { pitchPixels, angleDegrees, strength }: ScreenGrid): void {
  const { width, height, data } = image;
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const frequency = (2 * Math.PI) / pitchPixels;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const u = x * cos + y * sin;
      const v = y * cos - x * sin;
      const row = 1 - strength * 0.5 * (1 + Math.cos(frequency * v));
      // A beat between the sensor's pixels and the screen's, many pixels long.
      const beat = 1 + strength * 0.35 * Math.sin(frequency * 0.021 * u + 2.2 * Math.sin(frequency * 0.013 * v));
      for (let channel = 0; channel < 3; channel++) {
        const stripe = 1 - strength * 0.5 * (1 + Math.cos(frequency * u + (channel * 2 * Math.PI) / 3));
        const lit = (18 + data[at + channel]! * 0.95) * stripe * row * beat * (1 + strength);
        data[at + channel] = Math.min(255, Math.max(0, Math.round(channel === 2 ? lit * 1.05 : lit)));
      }
    }
  }
}

/** The bands of lamplight that flickers while a rolling shutter reads the sensor; `strength` is a share of the light. */
export function applyBanding(image: RgbImage, strength: number, random: Random): void {
  const period = image.height * random.between(0.08, 0.25);
  const phase = random.between(0, 2 * Math.PI);
  const rows = Float64Array.from(
    { length: image.height },
    (_, y) => 1 + strength * Math.sin((2 * Math.PI * y) / period + phase) + strength * 0.25 * random.normal(),
  );
  const stride = image.width * 3;
  for (let at = 0; at < image.data.length; at++) {
    image.data[at] = Math.min(255, Math.max(0, Math.round(image.data[at]! * rows[Math.floor(at / stride)]!)));
  }
}
