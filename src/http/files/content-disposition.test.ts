import { expect, test } from 'vitest';
import type { StoredFile } from '#domain/file.js';
import { contentDisposition } from '#http/files/content-disposition.js';

const file: StoredFile = {
  id: '7e5a1c9e-0000-4000-8000-000000000001',
  applicationId: 'app_a',
  mode: 'live',
  class: 'media',
  role: 'selfie-video',
  contentType: 'video/webm',
  sizeBytes: 1,
  createdAtEpochMs: 1,
  expiresAtEpochMs: null,
  verificationId: null,
  sessionId: null,
  templateId: null,
  name: null,
};

test.each([
  [null, 'inline; filename="selfie-video-7e5a1c9e.webm"'],
  ['7e5a_selfie_1700000000000.mp4', 'inline; filename="7e5a_selfie_1700000000000.mp4"'],
  ['a"; filename="b.html', 'inline; filename="a___filename__b.html"'],
  ['../../etc/passwd', 'inline; filename="_.._etc_passwd"'],
  ['Ängström\r\nSet-Cookie: x.jpg', 'inline; filename="_ngstr_m__Set-Cookie__x.jpg"'],
])('the name %j', (name, header) => {
  expect(contentDisposition({ ...file, name })).toBe(header);
});

test('bytes of unknown kind are saved, not shown', () => {
  expect(contentDisposition({ ...file, contentType: 'application/octet-stream' })).toBe(
    'attachment; filename="selfie-video-7e5a1c9e.bin"',
  );
});
