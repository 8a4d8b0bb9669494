/** What a developer can do about a failure, beside its own sentence. */
const advice: Readonly<Record<string, string>> = {
  offline: 'Is it still running? Your pictures are kept in this page: press Verify again once it is.',
  overloaded: 'Your pictures are kept in this page.',
  'rate-limited': 'This page judges about one pair in two seconds.',
  'not-ready': 'It is loading its models, stopping, or without its storage.',
  'request-invalid': 'Load the page again.',
  'deadline-exceeded': 'This machine is slow or busy; BONAFIDE_DEADLINE_MS allows more.',
  internal: 'The log of the server says where.',
  'image-missing': 'Give a document and a selfie.',
  'image-type-unsupported': 'JPEG, PNG, WebP and HEIC are accepted.',
  'image-undecodable': 'Save it again, or send the original.',
  'image-too-large': 'At most 15 MB are taken.',
  'video-type-unsupported': 'MP4, QuickTime, WebM and other usual films are accepted.',
  'video-decoder-not-installed': 'Send a photo, or install ffmpeg.',
  'document-not-found': 'Photograph the whole document, flat, on a plain ground.',
  'document-cropped': 'All four edges have to be in the picture.',
  'several-documents': 'Only one may be in the picture.',
  'document-resolution-insufficient': 'Go nearer, or use a sharper camera.',
  'document-unreadable': 'Sharper, and without glare, it may be.',
  'portrait-not-found': 'Use the side with the portrait.',
  'portrait-features-failed': 'Go nearer, and keep glare off the portrait.',
  'face-not-found': 'The whole face has to be in the picture, in good light.',
  'several-faces': 'Only one person may be in the picture.',
  'face-features-failed': 'Go nearer: 40 pixels between the eyes are needed.',
};

export const adviceOf = (code: string): string => advice[code] ?? '';
