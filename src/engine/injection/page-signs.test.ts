import { expect, test } from 'vitest';
import { isVirtualCamera, pageSigns } from '#engine/injection/page-signs.js';

test.each([
  'OBS Virtual Camera',
  'OBS-Camera',
  'ManyCam Virtual Webcam',
  'v4l2loopback: Dummy video device (0x0000)',
  'Snap Camera',
  'XSplit VCam',
  'DroidCam Source 3',
  'Iriun Webcam',
  'e2eSoft VCam',
  'NDI Video',
  'fake_device_0',
  '/home/somebody/face.mjpeg',
  'C:\\face.y4m',
  'Camo Studio',
])('%s is a program', (label) => {
  expect(isVirtualCamera(label)).toBe(true);
});

test.each([
  '',
  'Integrated Camera (04f2:b6dd)',
  'FaceTime HD Camera',
  'HD Pro Webcam C920',
  'camera2 1, facing front',
  'Front Camera',
  'Caméra avant',
  'Logitech BRIO',
  'Surface Camera Front',
  'USB2.0 HD UVC WebCam',
])('%s is a camera', (label) => {
  expect(isVirtualCamera(label)).toBe(false);
});

test('a page that took a picture with a camera, and one that says nothing', () => {
  const cameraSettings = { width: 640, height: 480, frameRate: 30, facingMode: 'user' };
  const honest = { source: 'camera', cameraLabel: 'Front Camera', cameraSettings, automated: false } as const;
  expect(pageSigns({ ...honest, interruptions: [] })).toEqual([]);
  expect(pageSigns({})).toEqual([]);
});

test('what a page says against itself', () => {
  const interruption = (kind: 'device-changed' | 'page-hidden' | 'track-muted') => ({
    interruptions: [{ kind, atMs: 900 }],
  });
  expect(pageSigns({ cameraLabel: 'OBS Virtual Camera' })).toEqual(['virtual-camera']);
  expect(pageSigns({ source: 'file' })).toEqual(['file-chosen']);
  expect(pageSigns({ automated: true })).toEqual(['automated-browser']);
  expect(pageSigns(interruption('device-changed'))).toEqual(['camera-changed']);
  expect(pageSigns(interruption('page-hidden'))).toEqual(['recording-interrupted']);
  expect(pageSigns(interruption('track-muted'))).toEqual(['recording-interrupted']);
});
