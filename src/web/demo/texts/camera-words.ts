import type { CameraProblem } from '#web/capture/camera/camera-problem.js';

export const cameraWords: Readonly<Record<CameraProblem, string>> = {
  denied: 'This page may not use the camera. Allow it in the address bar of the browser, or choose a file.',
  dismissed: 'The question for the camera was closed. Try again and allow it, or choose a file.',
  none: 'There is no camera. Connect one, or choose a file.',
  'in-use': 'Another program uses the camera. Close it and try again, or choose a file.',
  insecure: 'Browsers give the camera to https:// and to localhost alone. Open this page there, or choose a file.',
  'in-app': 'The browser inside of an app has no camera here. Open this page in a browser, or choose a file.',
  framed: 'A page that frames this one hands over no camera. Open this page by itself, or choose a file.',
  unsupported: 'This browser gives no camera. Choose a file.',
  lost: 'The camera was lost. Try again, or choose a file.',
  failed: 'The camera failed. Try again, or choose a file.',
};
