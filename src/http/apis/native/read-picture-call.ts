import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { problemsOf } from '#domain/problems-of.js';
import { isNestedWithin } from '#http/plugins/nesting-limit.js';
import { sourceOfPart, sourceOfText, type PictureSource } from '#http/uploads/picture-source.js';
import { pictureTextLimitBytes } from '#http/uploads/picture-text.js';
import { readForm } from '#http/uploads/read-form.js';
import { readJson } from '#http/uploads/read-json.js';
import { isPicture } from '#services/uploaded-picture.js';

export interface PictureField {
  readonly kind: 'picture' | 'video';
  readonly required: boolean;
  readonly description: string;
  readonly limitBytes: number;
}

/** What a call with pictures takes. */
export interface PictureFields<Name extends string, Fields extends z.ZodObject> {
  /** In the order in which their failures are told. */
  readonly pictures: Readonly<Record<Name, PictureField>>;
  /** Everything else; strict. */
  readonly fields: Fields;
  /** Fields that are no strings: a form has them as JSON. */
  readonly jsonTexts: readonly string[];
}

export interface ReadPictureCall<Name extends string, Fields> {
  readonly sources: Readonly<Record<Name, PictureSource>>;
  readonly fields: Fields;
}

/**
 * Reads a body, multipart or JSON. Failures `request-invalid`, which names the field, also one that is unknown, and
 * `body-too-large`.
 */
export const readPictureCall = <Name extends string, Fields extends z.ZodObject>(
  request: FastifyRequest,
  asked: PictureFields<Name, Fields>,
): Promise<Outcome<ReadPictureCall<Name, z.infer<Fields>>>> =>
  request.isMultipart() ? readFormCall(request, asked) : readJsonCall(request, asked);

async function readFormCall<Name extends string, Fields extends z.ZodObject>(
  request: FastifyRequest,
  { pictures, fields, jsonTexts }: PictureFields<Name, Fields>,
): Promise<Outcome<ReadPictureCall<Name, z.infer<Fields>>>> {
  const names = namesOf(pictures);
  const limits = names.map((name) => [name, Math.max(pictureTextLimitBytes, pictures[name].limitBytes)]);
  const form = await readForm(request, {
    pictures: names,
    texts: Object.keys(fields.shape),
    limitBytes: Object.fromEntries(limits) as Record<Name, number>, // one for each name
  });
  const [stranger] = form.unknown;
  if (stranger !== undefined) return invalid(`Unrecognized key: ${JSON.stringify(stranger.slice(0, 100))}`);
  const given: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(form.texts)) {
    if (text === undefined) continue;
    const value = jsonTexts.includes(name) ? parsed(text) : text;
    if (value === notJson) return invalid(`${name}: must be JSON`);
    given[name] = value;
  }
  return callOf({ pictures, fields, given }, (name) =>
    sourceOfPart(form.pictures[name], {
      isText: form.withoutFileName.has(name),
      isPicture,
      limitBytes: pictures[name].limitBytes,
    }),
  );
}

const jsonBodySchema = z.record(z.string(), z.unknown());

async function readJsonCall<Name extends string, Fields extends z.ZodObject>(
  request: FastifyRequest,
  { pictures, fields }: PictureFields<Name, Fields>,
): Promise<Outcome<ReadPictureCall<Name, z.infer<Fields>>>> {
  if (!/^application\/(.+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    return invalid('Content-Type must be multipart/form-data or application/json');
  }
  const read = await readJson(request);
  if (!read.ok) return read;
  const body = jsonBodySchema.safeParse(read.value);
  if (!body.success) return invalid('the body must be a JSON object');
  const given = Object.fromEntries(Object.entries(body.data).filter(([name]) => !Object.hasOwn(pictures, name)));
  return callOf({ pictures, fields, given }, (name) => {
    const text = body.data[name];
    if (text === undefined) return { kind: 'picture', picture: { status: 'missing' } };
    return typeof text === 'string' ? sourceOfText(text, pictures[name].limitBytes) : null;
  });
}

function callOf<Name extends string, Fields extends z.ZodObject>(
  {
    pictures,
    fields,
    given,
  }: Pick<PictureFields<Name, Fields>, 'pictures' | 'fields'> & { readonly given: Readonly<Record<string, unknown>> },
  sourceOf: (name: Name) => PictureSource | null,
): Outcome<ReadPictureCall<Name, z.infer<Fields>>> {
  const checked = fields.safeParse(given);
  if (!checked.success) return invalid(problemsOf(checked.error));
  const sources: Partial<Record<Name, PictureSource>> = {};
  for (const name of namesOf(pictures)) {
    const source = sourceOf(name);
    if (source === null) return invalid(`${name}: must be base64, a data URL or the key of an upload`);
    sources[name] = source;
  }
  return ok({ sources: sources as Record<Name, PictureSource>, fields: checked.data }); // one for each name
}

const notJson = Symbol('not JSON');
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedWithin(value) ? value : notJson;
  } catch {
    return notJson;
  }
}

const namesOf = <Name extends string>(pictures: Readonly<Record<Name, unknown>>): Name[] =>
  Object.keys(pictures) as Name[]; // Object.keys loses the key type

const invalid = (detail: string) => fail({ code: 'request-invalid', detail });
