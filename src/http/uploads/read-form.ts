import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { pictureLimitBytes, type UploadedPicture } from '#services/uploaded-picture.js';

/** Room for part headers and unknown fields beside the pictures; beyond it nothing more is read. */
const overheadBytes = 64 * 1024;
/** A field of text in a form. */
export const textLimitBytes = 64 * 1024;
/** What is kept of a picture over its limit: enough to tell its format. */
const headBytes = 512;

const brokenOff = Symbol('the body broke off');
const budgetSpent = Symbol('the body is longer than all its limits');

/** A part that is a picture is read as a file whatever its headers say. */
const everyPartIsAFile = () => true;

/** A multipart body, read. */
export interface Form<Name extends string, Text extends string> {
  readonly pictures: Record<Name, UploadedPicture>;
  /** UTF-8; undefined where the part is missing or longer than `textLimitBytes`. */
  readonly texts: Record<Text, string | undefined>;
  /** Those of `pictures` that came without a file name, as fields of a form: some dialects read such a part as text. */
  readonly withoutFileName: ReadonlySet<Name>;
  /** Names of parts that nobody asked for; those are not kept. */
  readonly unknown: ReadonlySet<string>;
}

export interface FormOptions<Name extends string, Text extends string> {
  /** In the order in which their failures are told. */
  readonly pictures: readonly Name[];
  readonly texts?: readonly Text[];
  /** Other names of the same parts. */
  readonly aliases?: Readonly<Record<string, Name | Text>>;
  /** Where a part may be longer than a photo. */
  readonly limitBytes?: Partial<Record<Name, number>>;
  /** Texts decide before any picture does: a picture over its limit does not end the reading. */
  readonly textsFirst?: boolean;
}

/**
 * Reads the named parts of a multipart body into memory, in any order; the first part of a name counts, other names are
 * skipped. Reading stops at a picture over its limit unless one of an earlier name may still follow, and when the whole
 * body grows beyond all limits together. A body that is not multipart, or breaks off, gives what arrived whole; the rest
 * is missing.
 */
export async function readForm<Name extends string, Text extends string = never>(
  request: FastifyRequest,
  { pictures: names, texts = [], aliases = {}, limitBytes = {}, textsFirst = false }: FormOptions<Name, Text>,
): Promise<Form<Name, Text>> {
  const parts = new Map<string, UploadedPicture>();
  const withoutFileName = new Set<string>();
  const unknown = new Set<string>();
  const limits = new Map<string, number>();
  for (const name of names) limits.set(name, limitBytes[name] ?? pictureLimitBytes);
  for (const name of texts) limits.set(name, textLimitBytes);
  if (request.isMultipart()) {
    const bodyLimitBytes = [...limits.values()].reduce((sum, bytes) => sum + bytes + overheadBytes, 0);
    const budget = bodyBudget(request, bodyLimitBytes);
    try {
      await readParts(request, {
        names,
        aliases: new Map(Object.entries(aliases)),
        textsFirst,
        limits,
        parts,
        withoutFileName,
        unknown,
        budget,
      });
    } finally {
      budget.release();
    }
  }
  return {
    pictures: Object.fromEntries(names.map((name) => [name, parts.get(name) ?? { status: 'missing' }])) as Record<
      Name,
      UploadedPicture
    >, // one entry for each name
    texts: Object.fromEntries(texts.map((name) => [name, textOf(parts.get(name))])) as Record<Text, string | undefined>, // as above
    withoutFileName: withoutFileName as Set<Name>, // asked for pictures alone
    unknown,
  };
}

function textOf(part: UploadedPicture | undefined): string | undefined {
  return part?.status === 'complete' ? Buffer.from(part.bytes).toString('utf8') : undefined;
}

async function readParts(
  request: FastifyRequest,
  reading: {
    /** Of pictures, in the order in which their failures are told. */
    readonly names: readonly string[];
    readonly aliases: ReadonlyMap<string, string>;
    readonly textsFirst: boolean;
    readonly limits: ReadonlyMap<string, number>;
    readonly parts: Map<string, UploadedPicture>;
    readonly withoutFileName: Set<string>;
    readonly unknown: Set<string>;
    readonly budget: BodyBudget;
  },
): Promise<void> {
  const { names, aliases, textsFirst, limits, parts: read, withoutFileName, unknown, budget } = reading;
  const parts = request.parts({
    limits: { fileSize: Number.POSITIVE_INFINITY, parts: 50, headerPairs: 20, headerSize: 8192 },
    isPartAFile: everyPartIsAFile,
  });
  for (;;) {
    const next = await Promise.race([parts.next().catch((): typeof brokenOff => brokenOff), budget.spent]);
    if (next === budgetSpent || next === brokenOff || next.done === true) return;
    const part = next.value as MultipartFile; // everyPartIsAFile
    const name = aliases.get(part.fieldname) ?? part.fieldname;
    if (!limits.has(name)) unknown.add(name);
    const wanted = limits.has(name) && !read.has(name);
    const earlier = names.slice(0, names.indexOf(name));
    const decides = wanted && !textsFirst && names.includes(name) && earlier.every((other) => read.has(other));
    const picture = await readPart(part, {
      limitBytes: wanted ? limits.get(name)! : 0,
      enough: decides ? () => true : budget.isSpent,
    });
    if (picture === brokenOff) return;
    if (wanted) {
      read.set(name, picture);
      if (part.filename === undefined) withoutFileName.add(name);
    }
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
