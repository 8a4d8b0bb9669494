import type { Box, Point } from '#domain/geometry.js';
import type { Canvas } from '#specimens/draw/canvas.js';
import { hatch, rings, seal } from '#specimens/draw/guilloche.js';
import { chipSymbol, frame, rosette, roundedRectangle, sun, waves } from '#specimens/draw/ornaments.js';
import type { Outline } from '#specimens/draw/outline.js';
import { strokeOutline } from '#specimens/draw/stroke.js';
import type { GroundElement } from '#specimens/layout.js';

/** Paints the security background of a layout, element by element. */
export function paintGround(canvas: Canvas, elements: readonly GroundElement[], scale: number): void {
  for (const element of elements) {
    if (element.kind === 'wash') canvas.wash(boxInPixels(element.box, scale), element.stops);
    else canvas.fill(shapeOf(element, scale), element.ink.colour, element.ink.opacity);
  }
}

function shapeOf(element: Exclude<GroundElement, { kind: 'wash' }>, scale: number): Outline {
  switch (element.kind) {
    case 'waves':
      return waves(
        { ...element, box: boxInPixels(element.box, scale), amplitude: element.amplitude * scale },
        element.ink.line * scale,
      );
    case 'rosette': {
      const { centre, radius, petals, strands, ink } = element;
      return rosette(inPixels(centre, scale), radius * scale, petals, strands, ink.line * scale);
    }
    case 'rings':
      return rings(inPixels(element.centre, scale), element.radius * scale, element.count, element.ink.line * scale);
    case 'hatch': {
      const { box, angleDegrees, spacing, ink } = element;
      return hatch(boxInPixels(box, scale), angleDegrees, spacing * scale, ink.line * scale);
    }
    case 'seal':
      return seal(inPixels(element.centre, scale), element.radius * scale, element.points, element.ink.line * scale);
    case 'panel':
      return [roundedRectangle(boxInPixels(element.box, scale), element.cornerRadius * scale)];
    case 'frame':
      return frame(boxInPixels(element.box, scale), element.cornerRadius * scale, element.ink.line * scale);
    case 'rule':
      return strokeOutline([inPixels(element.from, scale), inPixels(element.to, scale)], element.ink.line * scale);
    case 'sun':
      return sun(inPixels(element.centre, scale), element.radius * scale, element.rays, element.ink.line * scale);
    case 'chip-symbol':
      return chipSymbol(inPixels(element.centre, scale), element.width * scale, element.ink.line * scale);
  }
}

const inPixels = ({ x, y }: Point, scale: number): Point => ({ x: x * scale, y: y * scale });

const boxInPixels = ({ x, y, width, height }: Box, scale: number): Box => ({
  x: x * scale,
  y: y * scale,
  width: width * scale,
  height: height * scale,
});
