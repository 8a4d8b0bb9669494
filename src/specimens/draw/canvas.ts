import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { resize } from '#engine/image/resize.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { Outline } from '#specimens/draw/outline.js';
import { rasterise } from '#specimens/draw/rasterise.js';
import { lumaOf } from '#engine/image/luma.js';

/** How a picture is laid on a canvas. */
export interface PictureStyle {
  /** 0 invisible – 1 opaque. */
  readonly opacity: number;
  /** Share of the picture's shorter side over which its edge fades out; 0: a hard edge. */
  readonly feather: number;
  /** Printed in shades between this colour and white instead of its own colours. */
  readonly tint: RgbColour | null;
}

/** Below this share of ink no 8-bit value changes. */
const invisible = 1 / 512;

/** A picture to draw on. The only mutable thing of a rendering: it is made, filled and given away by one function. */
export class Canvas implements RgbImage {
  readonly data: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
    colour: RgbColour,
  ) {
    this.data = new Uint8Array(width * height * 3);
    for (let at = 0; at < this.data.length; at++) this.data[at] = colour[(at % 3) as 0 | 1 | 2];
  }

  /** Paints `box` (pixels, rounded) with colours that run into each other from its left to its right. */
  wash(box: Box, stops: readonly RgbColour[]): void {
    const left = Math.max(0, Math.round(box.x));
    const top = Math.max(0, Math.round(box.y));
    const right = Math.min(this.width, Math.round(box.x + box.width));
    const bottom = Math.min(this.height, Math.round(box.y + box.height));
    for (let x = left; x < right; x++) {
      const at = ((x - box.x) / box.width) * (stops.length - 1);
      const index = Math.min(Math.max(0, stops.length - 2), Math.max(0, Math.floor(at)));
      const from = stops[index]!;
      const to = stops[index + 1] ?? from;
      const share = smooth(Math.min(1, Math.max(0, at - index)));
      const [red, green, blue] = [0, 1, 2].map((channel) =>
        Math.round(from[channel as 0 | 1 | 2] * (1 - share) + to[channel as 0 | 1 | 2] * share),
      ) as [number, number, number]; // map() forgets the length
      for (let y = top; y < bottom; y++) {
        const to = (y * this.width + x) * 3;
        this.data[to] = red;
        this.data[to + 1] = green;
        this.data[to + 2] = blue;
      }
    }
  }

  /** Fills a shape, anti-aliased. */
  fill(outline: Outline, colour: RgbColour, opacity = 1): void {
    const coverage = rasterise(outline, this.width, this.height);
    if (coverage === null) return;
    for (let y = 0; y < coverage.height; y++) {
      const row = (coverage.top + y) * this.width + coverage.left;
      for (let x = 0; x < coverage.width; x++) {
        const share = coverage.data[y * coverage.width + x]! * opacity;
        if (share > invisible) this.#blend((row + x) * 3, colour[0], colour[1], colour[2], share);
      }
    }
  }

  /** Lays a picture over `box` (pixels, rounded), stretched to it. */
  drawPicture(picture: RgbImage, box: Box, style: PictureStyle): void {
    const left = Math.round(box.x);
    const top = Math.round(box.y);
    const width = Math.round(box.width);
    const height = Math.round(box.height);
    const scaled = resize(picture, width, height);
    const feather = style.feather * Math.min(width, height);
    const { tint } = style;
    for (let y = Math.max(0, -top); y < height && top + y < this.height; y++) {
      for (let x = Math.max(0, -left); x < width && left + x < this.width; x++) {
        const edge = Math.min(x + 0.5, y + 0.5, width - x - 0.5, height - y - 0.5);
        const share = style.opacity * (feather > 0 ? smooth(Math.min(1, edge / feather)) : 1);
        const from = (y * width + x) * 3;
        const [red, green, blue] = [scaled.data[from]!, scaled.data[from + 1]!, scaled.data[from + 2]!];
        const to = ((top + y) * this.width + left + x) * 3;
        if (tint === null) {
          this.#blend(to, red, green, blue, share);
        } else {
          // Rec. 601 luma, as a duotone from the ink to white paper.
          const light = lumaOf(red, green, blue) / 255;
          const ink = (channel: 0 | 1 | 2): number => 255 * light + tint[channel] * (1 - light);
          this.#blend(to, ink(0), ink(1), ink(2), share);
        }
      }
    }
  }

  #blend(at: number, red: number, green: number, blue: number, share: number): void {
    const { data } = this;
    data[at] = Math.round(data[at]! + (red - data[at]!) * share);
    data[at + 1] = Math.round(data[at + 1]! + (green - data[at + 1]!) * share);
    data[at + 2] = Math.round(data[at + 2]! + (blue - data[at + 2]!) * share);
  }
}

const smooth = (share: number): number => share * share * (3 - 2 * share);
