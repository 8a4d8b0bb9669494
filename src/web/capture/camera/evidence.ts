import type { CaptureEvidence } from '#contract/capture.js';

const longestLabel = 200;

/** What the browser says of the camera that a picture came from. */
export function evidenceOfCamera(stream: MediaStream): CaptureEvidence {
  const track = stream.getVideoTracks()[0];
  if (track === undefined) return { source: 'camera', automated: navigator.webdriver };
  const { width, height, frameRate, facingMode } = track.getSettings();
  return {
    source: 'camera',
    cameraLabel: track.label.slice(0, longestLabel),
    cameraSettings: {
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      ...(frameRate !== undefined && { frameRate }),
      ...(facingMode !== undefined && { facingMode }),
    },
    automated: navigator.webdriver,
  };
}

export const evidenceOfFile = (): CaptureEvidence => ({ source: 'file', automated: navigator.webdriver });
