/** Browsers inside of apps, by what their makers write into the user agent. Many of them hand over no camera. */
const marks = [
  'FBAN',
  'FBAV',
  'Instagram',
  'Line/',
  'MicroMessenger',
  'musical_ly',
  'BytedanceWebview',
  'Snapchat',
  'Pinterest',
  'LinkedInApp',
  'Twitter for',
  'GSA/',
  '; wv)',
];

export const isInAppBrowser = (userAgent: string): boolean => marks.some((mark) => userAgent.includes(mark));

/** Whether this is one of those that hand over none. */
export function isInAppWithoutCamera(): boolean {
  const devices: MediaDevices | undefined = navigator.mediaDevices; // missing there
  return devices === undefined && isInAppBrowser(navigator.userAgent);
}
