import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitAnswerSchema } from '#http/apis/clearconsent/schema.js';
import { encodeVideo, facePictures } from '../support/drawn-video.js';
import { makeInstallation, programs, startServer, stopServer, type ServerProcess } from '../support/server-process.js';

// The whole server as its users run it: a filmed person against a photo of a face.
const installation = makeInstallation();
let server: ServerProcess;
let owner: Buffer;
let photos: Record<'owner' | 'impostor', Buffer>;

beforeAll(async () => {
  server = await startServer(installation, {
    program: programs.real,
    environment: { BONAFIDE_DEADLINE_MS: '120000', PATH: process.env['PATH'] ?? '' },
  });
  const pictures = await facePictures('a', 6);
  owner = await encodeVideo(pictures, 6, ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '3M', '-f', 'webm']);
  const [impostor] = await facePictures('b', 1);
  photos = { owner: pictures[0]!, impostor: impostor! };
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

async function submit(photo: Buffer) {
  const body = new FormData();
  body.append('api_key', server.credentials!.key);
  body.append('user_identifier', 'user123');
  body.append('selfie_video', new Blob([Uint8Array.from(owner)]), 'selfie.webm');
  body.append('id_photo', new Blob([Uint8Array.from(photo)]), 'id.png');
  const response = await fetch(`${server.url}/verif/submit`, { method: 'POST', body });
  expect(response.status).toBe(200);
  return submitAnswerSchema.parse(await response.json()).result;
}

test('the same person without a document goes to a reviewer, another person is rejected; the files are there', async () => {
  const own = await submit(photos.owner);
  expect(own).toMatchObject({ status: 'review', faceComparison: { isIdentical: true, method: 'face_embedding' } });
  expect(own.verificationAssessment.riskFactors).toEqual(['document-not-found']);
  const video = await fetch(own.files.selfieVideo.url);
  expect([video.headers.get('content-type'), Buffer.from(await video.arrayBuffer()).equals(owner)]).toEqual([
    'video/webm',
    true,
  ]);
  const other = await submit(photos.impostor);
  expect(other).toMatchObject({ status: 'rejected', faceComparison: { isIdentical: false } });
});
