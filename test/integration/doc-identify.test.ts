import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { failureAnswerSchema, identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';
import {
  identify,
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type ServerProcess,
} from '../support/server-process.js';
import { samplePhoto } from '../support/test-data.js';
import { inShortForm } from '../support/test-form.js';

// The whole server as its users run it: the command line, real models, real pictures, a database on disk.
const installation = makeInstallation();
const keyFile = path.join(installation.directory, 'master.key');
let server: ServerProcess;
let pictures: Record<'passport' | 'owner' | 'impostor' | 'flat' | 'cardBack' | 'two' | 'none', Buffer>;

beforeAll(async () => {
  server = await startServer(installation, {
    program: programs.real,
    environment: { BONAFIDE_MASTER_KEY_FILE: keyFile, BONAFIDE_DEADLINE_MS: '120000' },
  });
  const rendered = await renderSamples({
    photosDirectory: path.dirname(samplePhoto(1)),
    ocrBFile: null,
    now: new Date(),
    only: ['passport.jpg', 'id-card-back.jpg', 'two-documents.jpg', 'no-document.jpg'],
  });
  const named = (name: string): Buffer => Buffer.from(rendered.find((file) => file.name === name)!.bytes);
  pictures = {
    passport: sampleOf(installation, 'passport-photo.jpg'),
    owner: sampleOf(installation, 'selfie-owner.jpg'),
    impostor: sampleOf(installation, 'selfie-impostor.jpg'),
    flat: named('passport.jpg'),
    cardBack: named('id-card-back.jpg'),
    two: named('two-documents.jpg'),
    none: named('no-document.jpg'),
  };
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

const call = (doc: Uint8Array, selfie: Uint8Array): Promise<Response> =>
  identify(server, server.credentials!, { doc, selfie });

test('the specimen and its owner: same, with what was read; the impostor: not the same', async () => {
  const [own, foreign] = [
    await call(pictures.passport, pictures.owner),
    await call(pictures.passport, pictures.impostor),
  ];
  expect([own.status, foreign.status]).toEqual([200, 200]);
  const owner = identifyAnswerSchema.parse(await own.json());
  const impostor = identifyAnswerSchema.parse(await foreign.json());
  expect([owner.result.comparison.same, impostor.result.comparison.same]).toEqual([true, false]);
  expect(owner.result.comparison.similarity).toBeGreaterThanOrEqual(0.75);
  expect(impostor.result.comparison.similarity).toBeLessThan(0.75);
  expect(owner.result.document).toMatchObject({
    doc: 'passport',
    ocr: { surname: 'HYTHLODAY', issuingStateCode: 'UTO', sex: 'F' },
  });

  const store = await openSqliteStore({
    directory: installation.environment['BONAFIDE_DATA_DIR']!,
    masterKey: masterKeyFromSecret(readMasterKeyFile(keyFile)![0]!),
    nowEpochMs: Date.now(),
  });
  const { applicationId } = server.credentials!;
  const stored = await store.records.verifications.find({ applicationId, mode: 'live' }, owner.transactionId);
  expect(stored?.result).toMatchObject({ status: 'completed', value: { match: true } });
  await store.close();
});

const resized = (picture: Buffer, width: number): Promise<Buffer> => sharp(picture).resize({ width }).jpeg().toBuffer();

type Pair = readonly [doc: Uint8Array, selfie: Uint8Array];
/** One way to each failure of the published table; how the engine judges a picture is tested beside the engine. */
const provocations: readonly (readonly [number, string, () => Promise<Pair> | Pair])[] = [
  [2, 'doc', () => [Buffer.from('hello'), pictures.owner]],
  [2, 'selfie', () => [pictures.passport, Buffer.from('hello')]],
  [3, 'doc', () => [new Uint8Array(0), pictures.owner]],
  [3, 'selfie', () => [pictures.passport, new Uint8Array(0)]],
  [4, 'doc', () => [pictures.passport.subarray(0, 20_000), pictures.owner]],
  [4, 'selfie', () => [pictures.passport, pictures.owner.subarray(0, 20_000)]],
  [5, 'selfie', () => [pictures.passport, pictures.none]],
  [6, 'selfie', () => [pictures.passport, readFileSync(samplePhoto(1))]],
  // Enough pixels to read, too few between the eyes of the portrait.
  [8, 'doc', async () => [await resized(pictures.flat, 500), pictures.owner]],
  [9, 'selfie', async () => [pictures.passport, await resized(pictures.owner, 180)]],
  [201, 'doc', () => [pictures.none, pictures.owner]],
  [202, 'doc', () => [pictures.two, pictures.owner]],
  // The portrait survives a blur that no character does.
  [203, 'doc', async () => [await sharp(pictures.flat).blur(8).jpeg().toBuffer(), pictures.owner]],
  [208, 'doc', () => [pictures.cardBack, pictures.owner]],
  [209, 'doc', async () => [await resized(pictures.flat, 160), pictures.owner]],
];

describe('every failure of the published table', () => {
  test('code 1, when a part is missing', async () => {
    const { applicationId, key } = server.credentials!;
    const headers = { 'APP-ID': applicationId, 'APP-KEY': key };
    const response = await fetch(`${server.url}/api/v1.0/doc/identify`, { method: 'POST', headers });
    const { result } = failureAnswerSchema.parse(await response.json());
    expect([response.status, result.code, result.field]).toEqual([400, 1, 'doc']);
  });

  test.each(inShortForm(2, provocations))('code %d about %s', async (code, field, pair) => {
    const response = await call(...(await pair()));
    const { result } = failureAnswerSchema.parse(await response.json());
    expect([response.status, result.code, result.field]).toEqual([400, code, field]);
  });
});
