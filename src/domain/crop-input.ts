import { z } from 'zod';

const perChannelSchema = z.tuple([z.number(), z.number(), z.number()]);

/** How a net of an operator's sees a face: one square crop, as its descriptor says. */
export const cropInputSchema = z.strictObject({
  name: z.string().min(1),
  /** The net sees squares of this side; a batch of one. */
  sidePixels: z.number().int().min(16).max(1024),
  layout: z.enum(['nchw', 'nhwc']),
  channelOrder: z.enum(['rgb', 'bgr']),
  /** value = (pixel 0–255 − mean) · scale; red, green, blue, whatever the net's own order. */
  mean: perChannelSchema,
  scale: perChannelSchema,
  crop: z.strictObject({
    /** Side of the square as a multiple of the longer side of the face's box, as far as the picture reaches. */
    enlargement: z.number().min(1).max(4),
    /** Shorter side of the face's box in pixels below which the net says nothing. */
    leastFacePixels: z.number().int().min(1),
    /** How the crop gets the side of the input: the mean of what a pixel covers, or between its four neighbours. */
    resampling: z.enum(['area', 'bilinear']).default('area'),
  }),
});
export type CropInput = z.infer<typeof cropInputSchema>;
