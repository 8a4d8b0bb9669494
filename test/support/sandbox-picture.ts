import sharp from 'sharp';
import { pictureMark, type SandboxScenarioName } from '#domain/sandbox.js';
import { withComment } from '#specimens/sandbox/sandbox-pictures.js';

/** A picture that shows nothing and names no scenario. */
export const plainPicture: Uint8Array<ArrayBuffer> = Uint8Array.from(
  await sharp({ create: { width: 640, height: 480, channels: 3, background: '#eceff4' } })
    .jpeg()
    .toBuffer(),
);

/** A picture that names a scenario, as one of `bonafide samples --sandbox`, but with nothing drawn on it. */
export const sandboxPicture = (name: SandboxScenarioName): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(withComment(plainPicture, pictureMark + name));
