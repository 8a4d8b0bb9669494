import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** 15 MB a photo (1 MB = 1,048,576 bytes): the contract's limit. */
export const pictureLimitBytes = 15 * 1024 * 1024;
/** Room for part headers and unknown fields beside the pictures; beyond it nothing more is read. */
const overheadBytes = 64 * 1024;
/** What is kept of a picture over its limit: enough to tell its format. */
const headBytes = 512;

const brokenOff = Symbol('the body broke off');
const budgetSpent = Symbol('the body is longer than all its limits');

/** A part that is a picture is read as a file whatever its headers say. */
const everyPartIsAFile = () => true;

/**
 * Reads the named parts of a multipart body into memory, in any order; the first part of a name counts, other names are
 * skipped. `names` is in the order in which their failures are told: reading stops at a picture over the limit unless
 * one of an earlier name may still follow, and when the whole body grows beyond all limits together.
 * A body that is not multipart, or breaks off, gives what arrived whole; the rest is missing.
 */
export async function readPictures<Name extends string>(
  request: FastifyRequest,
  names: readonly Name[],
): Promise<Record<Name, UploadedPicture>> {
  const pictures = new Map<string, UploadedPicture>();
  if (request.isMultipart()) {
    const budget = bodyBudget(request, names.length * (pictureLimitBytes + overheadBytes));
    try {
      await readParts(request, names, pictures, budget);
    } finally {
      budget.release();
    }
  }
  const entries = names.map((name) => [name, pictures.get(name) ?? { status: 'missing' as const }]);
  return Object.fromEntries(entries) as Record<Name, UploadedPicture>; // one entry for each name
}

async function readParts(
  request: FastifyRequest,
  names: readonly string[],
  pictures: Map<string, UploadedPicture>,
  budget: BodyBudget,
): Promise<void> {
  const parts = request.parts({
    limits: { fileSize: Number.POSITIVE_INFINITY, parts: 50, headerPairs: 20, headerSize: 8192 },
    isPartAFile: everyPartIsAFile,
  });
  for (;;) {
    const next = await Promise.race([parts.next().catch((): typeof brokenOff => brokenOff), budget.spent]);
    if (next === budgetSpent || next === brokenOff || next.done === true) return;
    const part = next.value as MultipartFile; // everyPartIsAFile
    const wanted = names.includes(part.fieldname) && !pictures.has(part.fieldname);
    const earlier = names.slice(0, names.indexOf(part.fieldname));
    const decides = wanted && earlier.every((name) => pictures.has(name));
    const picture = await readPart(part, {
      limitBytes: wanted ? pictureLimitBytes : 0,
      enough: decides ? () => true : budget.isSpent,
    });
    if (picture === brokenOff) return;
    if (wanted) pictures.set(part.fieldname, picture);
    if (picture.status === 'too-large' && (decides || budget.isSpent())) return;
  }
}

/** Reads one part, keeping at most `limitBytes`. Beyond them it reads on, keeping nothing, until there is `enough`. */
async function readPart(
  part: MultipartFile,
  { limitBytes, enough }: { limitBytes: number; enough: () => boolean },
): Promise<UploadedPicture | typeof brokenOff> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let head: Buffer | null = null;
  try {
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (head === null) chunks.push(chunk);
      if (sizeBytes <= limitBytes) continue;
      head ??= Buffer.concat(chunks).subarray(0, headBytes);
      chunks.length = 0;
      if (enough()) break;
    }
  } catch {
    return brokenOff;
  }
  if (head !== null) return { status: 'too-large', head: Uint8Array.from(head) };
  return { status: 'complete', bytes: Buffer.concat(chunks, sizeBytes) };
}

interface BodyBudget {
  /** Resolves once the body has grown beyond its limit: nothing more of it is read. */
  readonly spent: Promise<typeof budgetSpent>;
  readonly isSpent: () => boolean;
  release(): void;
}

function bodyBudget(request: FastifyRequest, limitBytes: number): BodyBudget {
  let readBytes = 0;
  let resolveSpent: (value: typeof budgetSpent) => void;
  const spent = new Promise<typeof budgetSpent>((resolve) => (resolveSpent = resolve));
  const count = (chunk: Buffer): void => {
    readBytes += chunk.length;
    if (readBytes > limitBytes) resolveSpent(budgetSpent);
  };
  request.raw.on('data', count);
  return {
    spent,
    isSpent: () => readBytes > limitBytes,
    release() {
      request.raw.off('data', count);
    },
  };
}
