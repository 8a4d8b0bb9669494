import { z } from 'zod';

/**
 * Pixels of the upright (EXIF-applied) picture, origin at the top left, x to the right, y down.
 * Angles are degrees, clockwise positive as seen on the screen, in −180 < angle ≤ 180.
 */
export const pointSchema = z.object({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof pointSchema>;

export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
/** Axis-parallel rectangle: (x, y) is its top left corner. */
export type Box = z.infer<typeof boxSchema>;

export const rotatedBoxSchema = boxSchema.extend({ angleDegrees: z.number().gt(-180).lte(180) });
/** The unrotated rectangle with the object's own centre; `angleDegrees` turns it clockwise about that centre. */
export type RotatedBox = z.infer<typeof rotatedBoxSchema>;

export const quadSchema = z.tuple([pointSchema, pointSchema, pointSchema, pointSchema]);
/** Four corners in the object's own reading order: top left, top right, bottom right, bottom left. */
export type Quad = z.infer<typeof quadSchema>;
