import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sourceOfPart, sourceOfText, type PictureSource } from '#http/uploads/picture-source.js';
import { requestedDocumentTypes } from '#http/apis/deepidv/schema.js';
import { pictureTextLimitBytes } from '#http/uploads/picture-text.js';
import { readForm } from '#http/uploads/read-form.js';
import { readJson } from '#http/uploads/read-json.js';
import { isPicture } from '#services/uploaded-picture.js';

/** The parameters of a call: pictures by name, and what every call may say besides. */
export interface PictureCall<Name extends string> {
  readonly sources: Readonly<Record<Name, PictureSource>>;
}

const documentTypeSchema = z.enum(requestedDocumentTypes);

/** Reads a body, multipart or JSON. Unknown fields are ignored. Failures `request-invalid` and `body-too-large`. */
export async function readCall<Name extends string>(
  request: FastifyRequest,
  names: readonly Name[],
): Promise<Outcome<PictureCall<Name>>> {
  return request.isMultipart() ? readFormCall(request, names) : readJsonCall(request, names);
}

async function readFormCall<Name extends string>(
  request: FastifyRequest,
  names: readonly Name[],
): Promise<Outcome<PictureCall<Name>>> {
  const limitBytes = Object.fromEntries(names.map((name) => [name, pictureTextLimitBytes])) as Record<Name, number>; // one for each name
  const form = await readForm(request, { pictures: names, texts: ['documentType'], limitBytes });
  const { documentType } = form.texts;
  return callOf(names, documentType === '' ? undefined : documentType, (name) =>
    sourceOfPart(form.pictures[name], { isText: form.withoutFileName.has(name), isPicture }),
  );
}

const jsonBodySchema = z.record(z.string(), z.unknown());

async function readJsonCall<Name extends string>(
  request: FastifyRequest,
  names: readonly Name[],
): Promise<Outcome<PictureCall<Name>>> {
  if (!/^application\/(.+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    return invalid('Content-Type must be multipart/form-data or application/json');
  }
  const read = await readJson(request);
  if (!read.ok) return read;
  const body = jsonBodySchema.safeParse(read.value);
  if (!body.success) return invalid('the body must be a JSON object');
  return callOf(names, body.data['documentType'] ?? undefined, (name) => {
    const text = body.data[name] ?? undefined;
    if (text === undefined) return { kind: 'picture', picture: { status: 'missing' } };
    return typeof text === 'string' ? sourceOfText(text) : null;
  });
}

function callOf<Name extends string>(
  names: readonly Name[],
  documentType: unknown,
  sourceOf: (name: Name) => PictureSource | null,
): Outcome<PictureCall<Name>> {
  // A hint that nothing depends on: what is in the picture tells itself. A wrong one is still told.
  if (!documentTypeSchema.optional().safeParse(documentType).success) {
    return invalid(`documentType must be one of ${requestedDocumentTypes.join(', ')}`);
  }
  const sources: Partial<Record<Name, PictureSource>> = {};
  for (const name of names) {
    const source = sourceOf(name);
    if (source === null) return invalid(`${name} is no base64, base64url, data URL or upload key`);
    sources[name] = source;
  }
  return ok({ sources: sources as Record<Name, PictureSource> }); // one for each name
}

const invalid = (detail: string) => fail({ code: 'request-invalid', detail });
