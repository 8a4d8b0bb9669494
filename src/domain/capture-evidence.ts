import { z } from 'zod';

const labels = z.string().max(200);

/**
 * What the page says of how a picture was taken: evidence, never trusted. All of it is optional; what is missing is not held against
 * anybody by itself.
 */
export const captureEvidenceSchema = z.strictObject({
  /** Of the challenge that a film answers. */
  nonce: z.string().max(100).optional(),
  /** `camera`: the page took it; `file`: the person chose one. */
  source: z.enum(['camera', 'file']).optional(),
  /** `MediaStreamTrack.label` of the camera in use, and `getSettings()` of it. */
  cameraLabel: labels.optional(),
  cameraSettings: z
    .strictObject({
      width: z.number().optional(),
      height: z.number().optional(),
      frameRate: z.number().optional(),
      facingMode: labels.optional(),
    })
    .optional(),
  /** Between the first and the last picture of the recording, by the clock of the browser that never goes back. */
  recordedMs: z.number().min(0).optional(),
  /** From the challenge's arrival to the start of the recording. */
  startedAfterMs: z.number().min(0).optional(),
  /** Times in the recording at which another camera was there, the page was hidden, or the stream stood still. */
  interruptions: z
    .array(z.strictObject({ kind: z.enum(['device-changed', 'page-hidden', 'track-muted']), atMs: z.number() }))
    .max(100)
    .optional(),
  /** `navigator.webdriver`: the browser says of itself that a program drives it. */
  automated: z.boolean().optional(),
});
export type CaptureEvidence = z.infer<typeof captureEvidenceSchema>;
