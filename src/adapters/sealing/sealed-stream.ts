import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyBytes, SealBrokenError } from '#adapters/sealing/envelope.js';
import type { SealedFileContext, StreamSealing } from '#ports/stream-sealing.js';

/**
 * Layout of a sealed stream: version (1 byte) | prefix (7 random bytes) | chunks, each ciphertext and tag (16 bytes). Every
 * chunk but the last holds 64 KiB; the last holds 0 to 64 KiB.
 *
 * AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its
 * Nonce-Reuse Misuse-Resistance, CRYPTO 2015): the nonce is prefix | chunk number (4 bytes, big-endian) | 1 for the last
 * chunk, 0 for the others. So a chunk opens only at its own place, and only the true last one opens as the last.
 */
const version = 1;
const prefixBytes = 7;
const headerBytes = 1 + prefixBytes;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
/** Far beyond any file here (256 TiB); a counter that wrapped would use a nonce twice. */
const mostChunks = 2 ** 32;

export const streamSealing: StreamSealing = {
  newKey: () => randomBytes(keyBytes),
  seal: sealStream,
  open: openStream,
};

async function* sealStream(
  key: Uint8Array,
  context: SealedFileContext,
  plaintext: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const header = Buffer.concat([Buffer.of(version), randomBytes(prefixBytes)]);
  yield header;
  for await (const { chunk, number, isLast } of inChunks(plaintext, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, number, isLast), { authTagLength: tagBytes });
    cipher.setAAD(additionalData(context));
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

async function* openStream(
  key: Uint8Array,
  context: SealedFileContext,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const { header, rest } = await splitHeader(sealed);
  for await (const { chunk, number, isLast } of inChunks(rest, chunkBytes + tagBytes)) {
    if (chunk.length < tagBytes) throw brokenAt(context);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, number, isLast), { authTagLength: tagBytes });
    decipher.setAAD(additionalData(context));
    decipher.setAuthTag(chunk.subarray(chunk.length - tagBytes));
    const plain = decipher.update(chunk.subarray(0, chunk.length - tagBytes));
    try {
      decipher.final();
    } catch {
      throw brokenAt(context);
    }
    if (plain.length > 0) yield plain;
  }
}

const brokenAt = ({ fileId }: SealedFileContext): SealBrokenError =>
  new SealBrokenError(`the content of file ${fileId} does not open under its key`);

function nonceOf(header: Buffer, number: number, isLast: boolean): Buffer {
  if (number >= mostChunks) throw new Error('too long to be sealed');
  const nonce = Buffer.alloc(prefixBytes + 5);
  header.copy(nonce, 0, 1);
  nonce.writeUInt32BE(number, prefixBytes);
  nonce[prefixBytes + 4] = isLast ? 1 : 0;
  return nonce;
}

/** JSON keeps the parts apart, so that no two contexts give equal bytes. */
const additionalData = ({ applicationId, mode, fileId, fileClass }: SealedFileContext): Buffer =>
  Buffer.from(JSON.stringify(['bonafide', version, 'stream', applicationId, mode, fileId, fileClass]), 'utf8');

interface Chunk {
  readonly chunk: Buffer;
  readonly number: number;
  readonly isLast: boolean;
}

/** Whole chunks of `size`, and one last that is never missing: it is held back until it is known that nothing follows. */
async function* inChunks(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let number = 0;
  for await (let part of content) {
    while (heldBytes + part.length > size) {
      const missingBytes = size - heldBytes;
      const chunk = Buffer.concat([...held, part.subarray(0, missingBytes)], size);
      yield { chunk, number: number++, isLast: false };
      part = part.subarray(missingBytes);
      held = [];
      heldBytes = 0;
    }
    held.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    heldBytes += part.length;
  }
  yield { chunk: Buffer.concat(held, heldBytes), number, isLast: true };
}

async function splitHeader(
  sealed: AsyncIterable<Uint8Array>,
): Promise<{ header: Buffer; rest: AsyncIterable<Uint8Array> }> {
  const parts = sealed[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < headerBytes) {
    const next = await parts.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  if (start.length < headerBytes || start[0] !== version) {
    await parts.return?.();
    throw new SealBrokenError('not a sealed stream of a known version');
  }
  return { header: start.subarray(0, headerBytes), rest: rest(start.subarray(headerBytes), parts) };
}

async function* rest(first: Uint8Array, parts: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
  } finally {
    // A reader that stops early, or a broken seal, must not leave a file or a connection open.
    await parts.return?.();
  }
}
