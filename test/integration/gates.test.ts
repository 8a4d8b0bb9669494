import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderRealSamples } from '#main/render-real-samples.js';
import { sampleNames } from '#main/samples.js';
import type { Person } from '#services/sessions/session-access.js';
import { deepfakeModel, deepfakeOnnx, writeDeepfakeModel } from '../support/deepfake-net.js';
import { encodeVideo } from '../support/drawn-video.js';
import { gateInstallation, type GateAnswers, type GateServer } from '../support/gate-server.js';
import { missing, testData } from '../support/test-data.js';

// Every gate in every path, with real nets: it refuses, cannot judge the picture, its model is missing, or altered.
const required = {
  policy: { requireLiveness: true, requireDeepfake: true, requiredQuality: ['interEyeDistance'] },
  limits: { perSecond: 10_000, burst: 20_000 },
};
const installation = gateInstallation(required);
const nets = path.join(installation.modelsDirectory, 'minifasnet');
const deepfake = path.join(installation.modelsDirectory, 'deepfake');

interface Shown {
  readonly selfie: Buffer;
  readonly video: Buffer;
}
let doc: Buffer;
let owner: Shown;

/** A hand-held phone's film of a picture: it shifts from frame to frame. */
async function filmOf(picture: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const size = { width: 2 * Math.floor(width * 0.48), height: 2 * Math.floor(height * 0.48) };
  const frames = await Promise.all(
    Array.from({ length: 6 }, (_, index) => {
      const place = {
        left: Math.round((width - size.width) * (0.5 + 0.4 * Math.sin(index))),
        top: Math.round((height - size.height) / 2),
      };
      return sharp(picture)
        .extract({ ...place, ...size })
        .png({ compressionLevel: 1 })
        .toBuffer();
    }),
  );
  return encodeVideo(frames, 6, ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '4M', '-f', 'webm']);
}
const shown = async (selfie: Buffer): Promise<Shown> => ({ selfie, video: await filmOf(selfie) });

beforeAll(async () => {
  const wanted = [sampleNames.document, sampleNames.selfie];
  const samples = await renderRealSamples({ only: wanted });
  const [document, selfie] = wanted.map((name) => Buffer.from(samples.find((one) => one.name === name)!.bytes));
  doc = document!;
  owner = await shown(selfie!);
}, 300_000);
afterAll(() => installation.remove());

function install(changes: { readonly threshold?: number; readonly leastFacePixels?: number } = {}): void {
  for (const folder of [nets, deepfake]) rmSync(folder, { recursive: true, force: true });
  cpSync(testData('models/minifasnet'), nets, { recursive: true });
  const onnx = deepfakeOnnx();
  const { input, ...model } = deepfakeModel(onnx);
  const { threshold = 0.05, leastFacePixels = 20 } = changes;
  const crop = { ...input.crop, leastFacePixels };
  writeDeepfakeModel(deepfake, onnx, { ...model, threshold, input: { ...input, crop } });
}

async function withServer<T>(use: (server: GateServer) => Promise<T>): Promise<T> {
  const server = await installation.start();
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

async function answersOf(server: GateServer, { selfie, video }: Shown): Promise<GateAnswers> {
  const session = await server.open(['liveness', 'deepfake']);
  return {
    ooto: await server.ooto({ doc, selfie }),
    native: await server.native({ doc, selfie }),
    clearConsent: await server.clearConsent({ doc, video }),
    session: typeof session === 'string' ? session : await server.show(session, selfie),
  };
}

const passes: unknown = { status: 'assessed', score: expect.any(Number) as number, fine: true };
const refuses: unknown = { status: 'assessed', score: expect.any(Number) as number, fine: false };
/** What gave a number. */
const [pair, own] = [['minifasnet-v2', 'minifasnet-v1se'], ['channel-means']] as const;
const notAssessed = (reason: string): unknown => ({ status: 'not-assessed', score: null, fine: false, reason });
const resized = async (picture: Buffer, width: number): Promise<Buffer> =>
  sharp(picture).resize(width).png().toBuffer();

describe.skipIf(missing('models/minifasnet') || missing('data/pad'))('every gate of every path', () => {
  let small: Shown;
  let tight: Shown;
  let print: Shown;
  /** Opened while the models were there. */
  const opened: { readonly liveness: Person; readonly deepfake: Person }[] = [];

  beforeAll(async () => {
    small = await shown(await resized(owner.selfie, 300));
    const { width, height } = await sharp(owner.selfie).metadata();
    const [left, top, side] = [0.24 * width, 0.16 * height, 0.52 * width].map(Math.round) as [number, number, number]; // three
    const region = { left, top, width: side, height: Math.round(0.52 * height) };
    tight = await shown(await sharp(owner.selfie).extract(region).png().toBuffer());
    print = await shown(readFileSync(testData('data/pad/minivision-kby/image_F1.jpg')));
  }, 120_000);

  test('with all models: quality and liveness refuse, or liveness cannot judge', async () => {
    install();
    await withServer(async (server) => {
      expect(await answersOf(server, owner)).toEqual({
        ooto: { liveness: passes, deepfake: passes },
        native: ['match', [], [...pair, ...own]],
        clearConsent: ['verified', []],
        session: null,
      });
      expect(await answersOf(server, small)).toEqual({
        ooto: { liveness: passes, deepfake: passes },
        native: ['review', ['quality-insufficient'], [...pair, ...own]],
        clearConsent: ['review', ['quality-insufficient']],
        session: null, // quality alone fails no session
      });
      expect(await answersOf(server, print)).toEqual({
        ooto: { liveness: refuses, deepfake: passes },
        native: ['no-match', ['liveness-failed', 'similarity-below-review-band'], [...pair, ...own]],
        clearConsent: ['rejected', ['liveness-failed', 'similarity-below-review-band']],
        session: 'liveness-failed',
      });
      expect(await answersOf(server, tight)).toEqual({
        ooto: { liveness: notAssessed('framing-insufficient'), deepfake: passes },
        native: ['review', ['liveness-not-assessed'], own],
        clearConsent: ['review', ['liveness-not-assessed']],
        session: 'liveness-not-assessed',
      });
      for (let index = 0; index < 3; index += 1) {
        const [liveness, deepfakeAlone] = [await server.open(['liveness']), await server.open(['deepfake'])];
        if (typeof liveness === 'string' || typeof deepfakeAlone === 'string') throw new Error('both may be asked for');
        opened.push({ liveness, deepfake: deepfakeAlone });
      }
    });
  }, 240_000);

  test('deepfake refuses; of several that refuse at once all are told, in their order', async () => {
    install({ threshold: 0.9 });
    await withServer(async (server) => {
      expect(await answersOf(server, owner)).toEqual({
        ooto: { liveness: passes, deepfake: refuses },
        native: ['review', ['deepfake-suspected'], [...pair, ...own]],
        clearConsent: ['rejected', ['deepfake-suspected']],
        session: 'deepfake-suspected',
      });
      const all = ['quality-insufficient', 'liveness-failed', 'deepfake-suspected', 'similarity-below-review-band'];
      const smallPrint = await shown(await resized(print.selfie, 400));
      expect(await answersOf(server, smallPrint)).toEqual({
        ooto: { liveness: refuses, deepfake: refuses },
        native: ['no-match', all, [...pair, ...own]],
        clearConsent: ['rejected', all],
        session: 'liveness-failed',
      });
    });
  }, 240_000);

  test('deepfake cannot judge', async () => {
    install({ leastFacePixels: 10_000 });
    await withServer(async (server) => {
      expect(await answersOf(server, owner)).toEqual({
        ooto: { liveness: passes, deepfake: notAssessed('quality-insufficient') },
        native: ['review', ['deepfake-not-assessed'], pair],
        clearConsent: ['review', ['deepfake-not-assessed']],
        session: 'deepfake-not-assessed',
      });
    });
  }, 240_000);

  const [first, second] = ['2.7_80x80_MiniFASNetV2.pth', '4_0_0_80x80_MiniFASNetV1SE.pth'] as const;
  const alter = (file: string): void => {
    chmodSync(file, 0o644);
    writeFileSync(file, 'x', { flag: 'a' });
  };
  test.each<[string, string, () => void]>([
    [
      'no model is installed',
      'no-model-installed',
      () => [nets, deepfake].forEach((folder) => rmSync(folder, { recursive: true })),
    ],
    [
      'one file of each is missing',
      'model-unusable',
      () => [path.join(nets, second), path.join(deepfake, 'net.onnx')].forEach((file) => rmSync(file)),
    ],
    [
      'one file of each is altered',
      'model-unusable',
      () => [path.join(nets, first), path.join(deepfake, 'net.onnx')].forEach(alter),
    ],
  ])(
    '%s: everything that needs it fails closed, also what was begun before',
    async (_, reason, spoil) => {
      install();
      spoil();
      await withServer(async (server) => {
        const blocks = { liveness: notAssessed(reason), deepfake: notAssessed(reason) };
        const reasons = ['liveness-not-assessed', 'deepfake-not-assessed'];
        expect(await answersOf(server, owner)).toEqual({
          ooto: blocks,
          native: ['review', reasons, []],
          clearConsent: ['review', reasons],
          session: 'scope-unavailable',
        });
        const { liveness, deepfake: deepfakeAlone } = opened.pop()!;
        expect(await server.show(liveness, owner.selfie)).toBe('liveness-not-assessed');
        expect(await server.show(deepfakeAlone, owner.selfie)).toBe('deepfake-not-assessed');
      });
    },
    240_000,
  );
});
