import type { CaptureEvidence } from '#domain/capture-evidence.js';
import type { InjectionSign } from '#domain/injection.js';

/**
 * Names that programs give to the cameras which they pretend to be: OBS Studio, ManyCam, v4l2loopback ("Dummy video device"),
 * Snap Camera, XSplit VCam, DroidCam, Iriun, EpocCam, NDI, e2eSoft VCam, SplitCam, YouCam, AlterCam, Camo, mmhmm, Unity, Webcamoid
 * and Chromium's own `--use-fake-device-for-media-stream` ("fake_device_0") and `--use-file-for-fake-video-capture` (the file's path).
 */
const virtualCameras =
  /\b(obs|manycam|v4l2[- ]?loopback|dummy video device|snap camera|xsplit|droidcam|iriun|epoccam|ndi|vcam|splitcam|youcam|altercam|camo|mmhmm|unity video|webcamoid|akvirtualcamera|fake[_ ]device|virtual[ -]?(cam|camera|webcam))|\.(mjpeg|y4m)$/i;

export const isVirtualCamera = (label: string): boolean => virtualCameras.test(label);

/** What the page itself says against the picture. A page that was changed says nothing of it, so its silence tells nothing. */
export function pageSigns(evidence: CaptureEvidence): InjectionSign[] {
  const { source, cameraLabel = '', interruptions = [], automated = false } = evidence;
  const kinds = new Set(interruptions.map(({ kind }) => kind));
  return [
    ...(isVirtualCamera(cameraLabel) ? (['virtual-camera'] as const) : []),
    ...(source === 'file' ? (['file-chosen'] as const) : []),
    ...(kinds.has('device-changed') ? (['camera-changed'] as const) : []),
    ...(kinds.has('page-hidden') || kinds.has('track-muted') ? (['recording-interrupted'] as const) : []),
    ...(automated ? (['automated-browser'] as const) : []),
  ];
}
