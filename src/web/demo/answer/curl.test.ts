import { expect, test } from 'vitest';
import { curlOf } from '#web/demo/answer/curl.js';

const picture = (path: string, kind: 'photo' | 'video' = 'photo') => ({ path, kind, url: '', file: new Blob() });
const origin = 'http://localhost:8080';

test('the same call in both dialects, with names that a shell would take apart in quotes', () => {
  const pictures = { documentFront: picture("it's me.jpg"), selfie: picture('data/samples/selfie-owner.jpg') };
  expect(curlOf('ooto', pictures, origin)).toBe(`curl http://localhost:8080/api/v1.0/doc/identify \\
  -H "APP-ID: $APP_ID" -H "APP-KEY: $APP_KEY" \\
  -F 'doc=@it'\\''s me.jpg' -F selfie=@data/samples/selfie-owner.jpg`);
  expect(curlOf('native', { ...pictures, documentBack: picture('back.jpg') }, origin)).toBe(
    `curl http://localhost:8080/api/v2/verifications \\
  -H "Authorization: Bearer $APP_KEY" \\
  -F 'documentFront=@it'\\''s me.jpg' -F documentBack=@back.jpg -F selfie=@data/samples/selfie-owner.jpg`,
  );
});

test('a film has a part of its own, and none in the dialect of pictures', () => {
  const pictures = { documentFront: picture('a.jpg'), selfie: picture('b.webm', 'video') };
  expect(curlOf('native', pictures, origin)).toContain('-F selfieVideo=@b.webm');
  expect(curlOf('ooto', pictures, origin)).toBeNull();
});
