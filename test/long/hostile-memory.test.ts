import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';
import { blackPng } from '../support/png.js';
import { missing, testData } from '../support/test-data.js';
import {
  identify,
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type ServerProcess,
} from '../support/server-process.js';

// The real server with the real engine in a process of its own: what one request leaves behind in its memory.
const installation = makeInstallation();
let server: ServerProcess;
let owner: Buffer;

beforeAll(async () => {
  const environment = { BONAFIDE_DEADLINE_MS: '120000', BONAFIDE_WORKERS: '1' };
  server = await startServer(installation, { program: programs.real, environment });
  owner = sampleOf(installation, 'selfie-owner.jpg');
}, 300_000);
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

const megabyte = 1024 * 1024;
/** Of the server in megabytes, now. */
function residentMegabytes(): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'));
  return Number(line![1]) / 1024;
}

const black = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#000' }, limitInputPixels: false });
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });
const frames = (count: number) =>
  sharp(Buffer.alloc(3 * 500 * 500 * count), {
    raw: { width: 500, height: 500 * count, channels: 3, pageHeight: 500 },
    limitInputPixels: false,
  });
/** A picture that is also a web page, a zip file and a PDF. */
const polyglot = async () =>
  Buffer.concat([await black(40, 40).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>PK\x03\x04%PDF-1.7\n')]);
/** A PNG whose compressed comment unpacks to 100 MB. */
function commented(): Buffer {
  const png = blackPng(8, 8);
  const text = Buffer.concat([Buffer.from('zTXtComment\0\0'), deflateSync(Buffer.alloc(100 * megabyte))]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length - 4);
  return Buffer.concat([png.subarray(0, 33), length, text, Buffer.alloc(4), png.subarray(33)]);
}

const bombs: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
  ['PNG of 20,000 × 20,000', () => blackPng(20_000, 20_000)],
  ['PNG of 40 megapixels, black', () => blackPng(8000, 5000)],
  ['PNG with a comment of 100 MB', commented],
  ['JPEG of 40 megapixels of noise', () => noise(8000, 5000).jpeg({ quality: 20 }).toBuffer()],
  ['WebP of 12,000 × 3333', () => black(12_000, 3333).webp({ effort: 0 }).toBuffer()],
  ['TIFF of 30,000 × 3000', () => black(30_000, 3000).tiff({ compression: 'deflate' }).toBuffer()],
  ['AVIF of 40 megapixels', () => black(8000, 5000).avif({ effort: 0 }).toBuffer()],
  ['GIF of 60 frames', () => frames(60).gif({ effort: 1 }).toBuffer()],
  ['WebP of 60 frames', () => frames(60).webp({ effort: 0 }).toBuffer()],
  ['JPEG that is more', polyglot],
];

async function answerTo(doc: Uint8Array): Promise<string> {
  const response = await identify(server, server.credentials!, { doc, selfie: owner });
  const { result } = failureAnswerSchema.parse(await response.json());
  return `${response.status} ${result.code}`;
}

test.skipIf(process.platform !== 'linux')(
  'one bomb after another: each is refused, and memory is not kept',
  async () => {
    // What the first picture of that size takes stays with the allocator, once.
    await answerTo(await noise(8000, 5000).jpeg({ quality: 20 }).toBuffer());
    const rows: string[] = [];
    const grown: string[] = [];
    for (const [name, make] of bombs) {
      const bytes = await make();
      const before = residentMegabytes();
      const answer = await answerTo(bytes);
      const growth = residentMegabytes() - before;
      rows.push(`${name}, ${(bytes.length / megabyte).toFixed(1)} MB: ${answer}, ${growth.toFixed(0)} MB more`);
      if (growth > 50) grown.push(rows.at(-1)!);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    }
    process.stdout.write(`${rows.join('\n')}\n`);
    expect(grown).toEqual([]);
    expect(server.child.exitCode).toBeNull();
  },
  300_000,
);

const everyHowMany = Number(process.env['BONAFIDE_FUZZ_CORPUS_STEP'] ?? 1);

test.skipIf(missing('data/hostile'))(
  'pictures of the open hostile corpora over HTTP: a declared answer each',
  async () => {
    const index = JSON.parse(readFileSync(testData('data/index.json'), 'utf8')) as { file: string }[]; // its own format
    const files = index.map(({ file }) => file).filter((file) => file.startsWith('hostile/'));
    const sent = files.filter((_, at) => at % everyHowMany === 0);
    const answers: Record<string, number> = {};
    for (const file of sent) {
      const answer = await answerTo(readFileSync(testData('data', file)));
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (!answer.startsWith('400 ')) throw new Error(`${file}: ${answer}`);
    }
    process.stdout.write(`${sent.length} of ${files.length} pictures: ${JSON.stringify(answers)}\n`);
    expect(server.child.exitCode).toBeNull();
  },
  1_800_000,
);
