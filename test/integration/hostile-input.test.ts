import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';
import { blackPng } from '../support/png.js';
import {
  identify,
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type ServerProcess,
} from '../support/server-process.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

const installation = makeInstallation();
let server: ServerProcess;
let passport: Buffer;
let owner: Buffer;

beforeAll(async () => {
  server = await startServer(installation, { program: programs.real, environment: { BONAFIDE_DEADLINE_MS: '120000' } });
  passport = sampleOf(installation, 'warm-up-document.jpg');
  owner = sampleOf(installation, 'selfie-owner.jpg');
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

const onePixel = () =>
  sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
const sixteenMegabytes = () => Buffer.concat([owner, Buffer.alloc(16 * 1024 * 1024 - owner.length)]);
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
);

/** What is sent, and the code for it as document and as selfie. */
const hostile: readonly (readonly [string, () => Promise<Buffer> | Buffer, number, number])[] = [
  ['a text file', () => Buffer.from('I am not a picture.\n'), 2, 2],
  ['0 bytes', () => Buffer.alloc(0), 3, 3],
  ['1×1 pixel', onePixel, 201, 5],
  ['a truncated JPEG', () => owner.subarray(0, Math.floor(owner.length / 2)), 4, 4],
  ['a JPEG of which only the first bytes are there', () => owner.subarray(0, 4), 4, 4],
  ['a PNG of 20,000 × 20,000 pixels', () => blackPng(20_000, 20_000), 4, 4],
  ['a PNG of 41 megapixels', () => blackPng(11_999, 3417), 4, 4],
  ['a PNG 12,001 pixels wide', () => blackPng(12_001, 1), 4, 4],
  ['an SVG', () => svg, 2, 2],
  ['an SVG with a text before it', () => Buffer.concat([Buffer.from('<?xml version="1.0"?>\n'), svg]), 2, 2],
  ['a PDF', () => Buffer.from('%PDF-1.7\n'), 2, 2],
  ['16 MB', sixteenMegabytes, 4, 4],
];

/** Peak memory of the server in bytes. */
const peakMemory = (): number => {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'));
  return Number(line![1]) * 1024;
};

async function codeOf(doc: Uint8Array, selfie: Uint8Array) {
  const response = await identify(server, server.credentials!, { doc, selfie });
  const { result } = failureAnswerSchema.parse(await response.json());
  return [response.status, result.code, result.field] as const;
}

test.each(inShortForm(5, hostile))('%s', async (_name, make, asDocument, asSelfie) => {
  const bytes = await make();
  expect(await codeOf(bytes, owner)).toEqual([400, asDocument, 'doc']);
  // The strip of a passport has no portrait (208): a bad selfie file is told before that, a missing face after it.
  const expected = asSelfie === 5 ? [400, 208, 'doc'] : [400, asSelfie, 'selfie'];
  expect(await codeOf(passport, bytes)).toEqual(expected);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

wholeTest.skipIf(process.platform !== 'linux')('memory stays bounded over all of it, eight at a time', async () => {
  const all = await Promise.all(hostile.map(async ([, make]) => make()));
  const round = () =>
    Promise.all(
      Array.from({ length: 8 }, async (_, caller) => {
        for (const [i, bytes] of all.entries()) {
          await codeOf(bytes, i % 2 === caller % 2 ? owner : bytes);
        }
      }),
    );
  await round();
  const before = peakMemory();
  await round();
  await round();
  // Eight uploads of 15 MB at once, each in the server and on its way to a worker, come and go.
  expect(peakMemory() - before).toBeLessThan(150 * 1024 * 1024);
  expect(server.child.exitCode).toBeNull();
});
