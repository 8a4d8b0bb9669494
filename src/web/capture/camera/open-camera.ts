import {
  problemBefore,
  problemOf,
  type CameraProblem,
  type CameraSurroundings,
} from '#web/capture/camera/camera-problem.js';

export type Facing = 'user' | 'environment';

export class CameraRefused extends Error {
  override readonly name = 'CameraRefused';

  constructor(readonly problem: CameraProblem) {
    super(problem);
  }
}

/** As sharp as phones give it for a document; a face needs less, and a film of it has to be sent. */
const wanted: Readonly<Record<Facing, MediaTrackConstraints>> = {
  environment: { width: { ideal: 2560 }, height: { ideal: 1440 } },
  user: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

/** Asks for the camera. Fails with `CameraRefused`. */
export async function openCamera(facing: Facing): Promise<MediaStream> {
  const surroundings = await surroundingsOf();
  const before = problemBefore(surroundings);
  if (before !== null) throw new CameraRefused(before);
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, ...wanted[facing] },
    });
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    // What the person has just answered is known only now.
    throw new CameraRefused(problemOf(name, await surroundingsOf()));
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function surroundingsOf(): Promise<CameraSurroundings> {
  const devices: MediaDevices | undefined = navigator.mediaDevices; // missing on pages that are not secure
  return {
    secure: window.isSecureContext,
    hasCameras: typeof devices?.getUserMedia === 'function',
    userAgent: navigator.userAgent,
    framedWithout: window.parent !== window && !frameMayUseCamera(),
    permission: await cameraPermission(),
  };
}

interface FeaturePolicy {
  allowsFeature(name: string): boolean;
}

function frameMayUseCamera(): boolean {
  const { featurePolicy } = document as Document & { featurePolicy?: FeaturePolicy }; // Chromium alone tells
  return featurePolicy?.allowsFeature('camera') ?? true;
}

async function cameraPermission(): Promise<PermissionState | null> {
  try {
    const { state } = await navigator.permissions.query({ name: 'camera' }); // not in every list of names
    return state;
  } catch {
    return null;
  }
}
