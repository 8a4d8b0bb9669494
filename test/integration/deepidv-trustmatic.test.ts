import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  documentScanSchema,
  estimateAgeSchema,
  faceCompareSchema,
  faceDetectSchema,
  identityVerifySchema,
} from '#http/apis/deepidv/schema.js';
import { faceVerifyAnswerSchema, livenessAnswerSchema } from '#http/apis/trustmatic/schema.js';
import {
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type ServerProcess,
} from '../support/server-process.js';
import { samplePhoto } from '../support/test-data.js';

// The whole server as its users run it, in the two dialects that take pictures as text.
const installation = makeInstallation();
let server: ServerProcess;
let pictures: Record<'passport' | 'owner' | 'impostor' | 'group' | 'nobody', Buffer>;

beforeAll(async () => {
  server = await startServer(installation, {
    program: programs.real,
    environment: { BONAFIDE_DEADLINE_MS: '120000' },
  });
  pictures = {
    passport: sampleOf(installation, 'passport-photo.jpg'),
    owner: sampleOf(installation, 'selfie-owner.jpg'),
    impostor: sampleOf(installation, 'selfie-impostor.jpg'),
    group: readFileSync(samplePhoto(1)),
    nobody: await sharp({ create: { width: 600, height: 400, channels: 3, background: '#7a8b9c' } })
      .jpeg()
      .toBuffer(),
  };
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

const base64 = (picture: Buffer): string => picture.toString('base64');

async function deepidv(path: string, body: object | FormData): Promise<unknown> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${server.url}/v1${path}`, {
    method: 'POST',
    headers: { 'x-api-key': server.credentials!.key, ...(!isForm && { 'content-type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function trustmatic(path: string, body: object): Promise<unknown> {
  const { applicationId, key } = server.credentials!;
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${applicationId}:${key}`).toString('base64')}` },
    body: JSON.stringify({ sessionId: 's1', ...body }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

test('deepidv: the specimen and its owner are verified, whichever way the pictures come; the impostor is not', async () => {
  const mixed = new FormData();
  mixed.append('documentImage', base64(pictures.passport));
  mixed.append('faceImage', new Blob([Uint8Array.from(pictures.owner)]), 'selfie.jpg');
  const owner = identityVerifySchema.parse(await deepidv('/identity/verify', mixed));
  expect(owner).toMatchObject({
    verified: true,
    document: { documentType: 'passport', lastName: 'HYTHLODAY', gender: 'F', issuingCountry: 'UTO' },
    faceDetection: { faceDetected: true },
    faceMatch: { isMatch: true, threshold: 80 },
  });
  expect(owner.faceMatch.confidence).toBeGreaterThanOrEqual(80);
  const [document, detection, match] = [owner.document, owner.faceDetection, owner.faceMatch].map(
    (block) => block.confidence!,
  );
  expect(owner.overallConfidence).toBeCloseTo(0.4 * document! + 0.2 * detection! + 0.4 * match!, 2);

  const json = { documentImage: base64(pictures.passport), faceImage: pictures.impostor.toString('base64url') };
  const impostor = identityVerifySchema.parse(await deepidv('/identity/verify', json));
  expect(impostor).toMatchObject({ verified: false, faceMatch: { isMatch: false } });
  expect(impostor.faceMatch.confidence).toBeLessThan(80);
  expect(impostor.document).toEqual(owner.document);
});

test('deepidv: a selfie without a face leaves the other parts alone', async () => {
  const body = { documentImage: base64(pictures.passport), faceImage: base64(pictures.nobody) };
  expect(identityVerifySchema.parse(await deepidv('/identity/verify', body))).toMatchObject({
    verified: false,
    document: { lastName: 'HYTHLODAY' },
    faceDetection: { faceDetected: false, confidence: 0 },
    faceMatch: { isMatch: false, confidence: null, error: 'no face was found (face image)' },
    overallConfidence: null,
  });
});

test('deepidv: scan, detect, compare, and estimate the age', async () => {
  const image = `data:image/jpeg;base64,${base64(pictures.passport)}`;
  const scan = documentScanSchema.parse(await deepidv('/document/scan', { image, documentType: 'auto' }));
  expect(scan).toMatchObject({
    lastName: 'HYTHLODAY',
    mrzData: { format: 'TD3' },
    rawFields: { LAST_NAME: 'HYTHLODAY' },
  });
  const nothing = documentScanSchema.parse(await deepidv('/document/scan', { image: base64(pictures.nobody) }));
  expect(nothing).toMatchObject({ lastName: null, confidence: null, error: 'no document was found (document image)' });

  const selfie = { image: base64(pictures.owner) };
  const face = faceDetectSchema.parse(await deepidv('/face/detect', selfie));
  if (!face.faceDetected) throw new Error('the selfie shows a face');
  const [left, right, nose] = face.landmarks;
  expect(left!.x < nose!.x && nose!.x < right!.x && left!.y < nose!.y).toBe(true);
  const { boundingBox } = face;
  expect(boundingBox.left < left!.x && right!.x < boundingBox.left + boundingBox.width).toBe(true);

  const age = estimateAgeSchema.parse(await deepidv('/face/estimate-age', selfie));
  expect(age).toMatchObject({ faceDetected: true, gender: 'F' });
  expect(age.ageRange!.low <= age.estimatedAge! && age.estimatedAge! <= age.ageRange!.high).toBe(true);
  expect([age.estimatedAge! > 15, age.estimatedAge! < 60]).toEqual([true, true]);

  const compare = async (source: Buffer, target: Buffer) =>
    faceCompareSchema.parse(await deepidv('/face/compare', { source: base64(source), target: base64(target) }));
  const detected = { sourceFaceDetected: true, targetFaceDetected: true };
  expect(await compare(pictures.passport, pictures.owner)).toMatchObject({ isMatch: true, ...detected });
  expect(await compare(pictures.owner, pictures.passport)).toMatchObject({ isMatch: true, ...detected });
  expect(await compare(pictures.passport, pictures.impostor)).toMatchObject({ isMatch: false, ...detected });
});

const side = (picture: Buffer) => ({ imageBase64: base64(picture) });

test('Trustmatic: the owner, the impostor, and pictures that cannot be compared', async () => {
  const verify = async (probe: Buffer, reference: Buffer) =>
    faceVerifyAnswerSchema.parse(
      await trustmatic('/id-verifications/face/verify', { probe: side(probe), reference: side(reference) }),
    );
  const owner = await verify(pictures.owner, pictures.passport);
  const impostor = await verify(pictures.impostor, pictures.passport);
  if (owner.hasError || impostor.hasError) throw new Error('both pictures show a face');
  expect([owner.score >= 27, impostor.score >= 27]).toEqual([true, false]);
  const failed = { sessionId: 's1', hasError: true };
  expect(await verify(pictures.group, pictures.passport)).toEqual({ ...failed, error: 'PROBE_FACE_NOT_FOUND' });
  expect(await verify(pictures.owner, pictures.nobody)).toEqual({ ...failed, error: 'REFERENCE_FACE_NOT_FOUND' });
  expect(await verify(pictures.owner, pictures.owner.subarray(0, 20_000))).toEqual({
    ...failed,
    error: 'MISSING_REFERENCE_IMAGE',
  });
});

test('Trustmatic: what liveness says without a model for it, and of pictures that cannot be judged', async () => {
  const errorOf = async (faceImage: Buffer) =>
    livenessAnswerSchema.parse(await trustmatic('/face/liveness', { faceImageBase: base64(faceImage) }));
  const failed = { sessionId: 's1', hasError: true };
  expect(await errorOf(pictures.owner)).toEqual({ ...failed, error: 'NOT_ASSESSED' });
  expect(await errorOf(pictures.nobody)).toEqual({ ...failed, error: 'FACE_NOT_FOUND' });
  expect(await errorOf(pictures.group)).toEqual({ ...failed, error: 'TOO_MANY_FACES' });
  expect(await errorOf(await closeUp(pictures.owner))).toEqual({ ...failed, error: 'FACE_TOO_CLOSE' });
});

/** The face alone, without room around it. */
async function closeUp(picture: Buffer): Promise<Buffer> {
  const face = faceDetectSchema.parse(await deepidv('/face/detect', { image: base64(picture) }));
  if (!face.faceDetected) throw new Error('the picture shows a face');
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const { left, top, ...size } = face.boundingBox;
  const region = {
    left: Math.round(left * width),
    top: Math.round(top * height),
    width: Math.floor(size.width * width),
    height: Math.floor(size.height * height),
  };
  return sharp(picture).extract(region).jpeg().toBuffer();
}

test('Trustmatic: a document that lay before the camera, and none', async () => {
  const judge = async (front: Buffer) =>
    livenessAnswerSchema.parse(await trustmatic('/document/liveness', { frontSideImageBase: base64(front) }));
  const passport = await judge(pictures.passport);
  expect(passport.hasError ? passport.error : passport.score >= 0.5).toBe(true);
  const failed = { sessionId: 's1', hasError: true };
  expect(await judge(pictures.nobody)).toEqual({ ...failed, error: 'DOCUMENT_NOT_FOUND' });
  const { width = 0, height = 0 } = await sharp(pictures.passport).metadata();
  const rightCutOff = { left: 0, top: 0, width: Math.floor(width * 0.75), height };
  const cropped = await sharp(pictures.passport).extract(rightCutOff).jpeg().toBuffer();
  expect(await judge(cropped)).toEqual({ ...failed, error: 'DOCUMENT_CROPPED' });
  const far = await sharp(pictures.passport).resize({ width: 160 }).jpeg().toBuffer();
  expect(await judge(far)).toEqual({ ...failed, error: 'DOCUMENT_TOO_SMALL' });
});
