import type { Upload } from '#contract/capture.js';
import { CallFailed } from '#web/capture/server/call-failed.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';
import { retrying, type RetryOptions } from '#web/capture/server/retrying.js';
import { sha256Hex } from '#web/capture/server/sha256-hex.js';

/** A picture that arrived changed is sent once more from its beginning. */
const wholeAttempts = 2;

/**
 * Sends a picture in parts and gives the upload's id. A lost connection costs the part that was under way: the server is asked
 * which ones it has. `onProgress`: share sent, 0–1.
 */
export async function sendPicture(
  server: CaptureServer,
  picture: Blob,
  onProgress: (share: number) => void,
  options: RetryOptions,
): Promise<string> {
  const sha256 = await sha256Hex(picture);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const upload = await retrying(() => server.openUpload(picture.size, sha256), options);
      await sendParts(server, upload, picture, onProgress, options);
      return upload.id;
    } catch (error) {
      // The server has forgotten the upload, or what arrived is not what was sent.
      const afresh =
        error instanceof CallFailed && (error.status === 404 || error.status === 409 || error.status === 422);
      if (!afresh || attempt === wholeAttempts) throw error;
    }
  }
}

async function sendParts(
  server: CaptureServer,
  opened: Upload,
  picture: Blob,
  onProgress: (share: number) => void,
  options: RetryOptions,
): Promise<void> {
  const { id, partBytes } = opened;
  const parts = Math.ceil(picture.size / partBytes);
  const bytesOf = (part: number): Blob => picture.slice(part * partBytes, (part + 1) * partBytes);
  let upload = opened;
  for (;;) {
    const there = new Set(upload.received);
    const next = Array.from({ length: parts }, (_, part) => part).find((part) => !there.has(part));
    const sentBefore = [...there].reduce((sum, part) => sum + bytesOf(part).size, 0);
    onProgress(sentBefore / picture.size);
    if (next === undefined) return;
    let failedBefore = false;
    upload = await retrying(async () => {
      // The part may have arrived although its answer did not.
      if (failedBefore) {
        const known = await server.upload(id);
        if (known.received.includes(next)) return known;
      }
      failedBefore = true;
      return server.sendPart(id, next, bytesOf(next), (sent) => onProgress((sentBefore + sent) / picture.size));
    }, options);
  }
}
