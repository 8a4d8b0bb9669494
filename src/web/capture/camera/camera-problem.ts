import { isInAppBrowser } from '#web/capture/camera/in-app-browser.js';

/** Why there is no picture; the page has words and a way on for each. */
export const cameraProblems = [
  'denied',
  'dismissed',
  'none',
  'in-use',
  'insecure',
  'in-app',
  'framed',
  'unsupported',
  'lost',
  'failed',
] as const;
export type CameraProblem = (typeof cameraProblems)[number];

/** What the browser says of itself. */
export interface CameraSurroundings {
  readonly secure: boolean;
  readonly hasCameras: boolean;
  readonly userAgent: string;
  /** The page is framed, and its parent hands over no camera. */
  readonly framedWithout: boolean;
  /** Of the permission `camera`; null where the browser does not tell. */
  readonly permission: PermissionState | null;
}

/** Before it is asked for. Null: nothing speaks against it. */
export function problemBefore({
  secure,
  hasCameras,
  userAgent,
  framedWithout,
}: CameraSurroundings): CameraProblem | null {
  if (framedWithout) return 'framed';
  if (!secure) return 'insecure';
  if (hasCameras) return null;
  return isInAppBrowser(userAgent) ? 'in-app' : 'unsupported';
}

/** What an error of `getUserMedia` means (Media Capture and Streams, section 10.2). */
export function problemOf(errorName: string, surroundings: CameraSurroundings): CameraProblem {
  switch (errorName) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      if (isInAppBrowser(surroundings.userAgent)) return 'in-app';
      return surroundings.permission === 'prompt' ? 'dismissed' : 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'failed';
  }
}
