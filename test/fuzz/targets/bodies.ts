import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newKeySchema } from '#contract/administration.js';
import { newSessionSchema } from '#contract/new-session.js';
import { enrolFieldsSchema } from '#contract/template.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import { problemsOf } from '#domain/problems-of.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import { clientErrorStatus } from '#http/plugins/faults.js';
import { addNestingLimit } from '#http/plugins/nesting-limit.js';
import { sourceOfPart } from '#http/uploads/picture-source.js';
import { readForm } from '#http/uploads/read-form.js';
import { readJson } from '#http/uploads/read-json.js';
import { isPicture } from '#services/uploaded-picture.js';
import { UndeclaredAnswerError, utf8, words, type FuzzTarget } from '../fuzz-target.js';
import { hostileJson } from './hostile-json.js';

const smallLimit = 4096;
/** Answers say what is wrong, not everything that is. */
const longestDetail = 4096;

let app: FastifyInstance | undefined;

/** The readers of bodies behind the real framework, whose requests are made in memory. */
function bodyReaders(): FastifyInstance {
  if (app !== undefined) return app;
  const made = Fastify({ logger: false });
  made.removeAllContentTypeParsers();
  made.register(multipart);
  made.addContentTypeParser('*', (_request, _payload, done) => done(null));
  made.post('/form', async (request) => {
    const form = await readForm(request, {
      pictures: ['doc', 'selfie'],
      texts: ['metadata', 'userIdentifier'],
      aliases: { document: 'doc' },
      limitBytes: { doc: smallLimit, selfie: smallLimit },
    });
    const isText = form.withoutFileName.has('doc');
    sourceOfPart(form.pictures.doc, { isText, isPicture, limitBytes: smallLimit });
    for (const picture of Object.values(form.pictures)) {
      if (picture.status === 'complete' && picture.bytes.length > smallLimit)
        throw new UndeclaredAnswerError(`${picture.bytes.length} bytes of a picture are kept`);
    }
    const fields = enrolFieldsSchema.safeParse({ userIdentifier: form.texts.userIdentifier });
    fingerprintOf(request, { ...form.texts, fields: fields.data });
    return { answer: form.pictures.doc.status };
  });
  made.post('/json', async (request) => {
    const read = await readJson(request, 2 * 1024 * 1024);
    if (!read.ok) return { answer: read.failure.code };
    let answer = 'request-invalid';
    for (const schema of [newSessionSchema, newKeySchema, enrolFieldsSchema, applicationSettingsSchema, loose]) {
      const parsed = schema.safeParse(read.value);
      if (parsed.success) {
        answer = 'ok';
        fingerprintOf(request, { body: parsed.data });
      } else if (problemsOf(parsed.error).length > longestDetail) {
        throw new UndeclaredAnswerError(`a failure of ${problemsOf(parsed.error).length} characters`);
      }
    }
    return { answer };
  });
  addNestingLimit(made);
  made.setErrorHandler((error, _request, reply) =>
    reply.code(clientErrorStatus(error) ?? 500).send({ error: String(error) }),
  );
  app = made;
  return made;
}

/** As dialects take bodies that may hold more than they know. */
const loose = z.record(z.string(), z.unknown()).transform(({ image }) => ({ image: typeof image === 'string' }));

async function answerOf(url: string, contentType: string, payload: Uint8Array): Promise<string> {
  const response = await bodyReaders().inject({
    method: 'POST',
    url,
    headers: { 'content-type': contentType },
    payload: Buffer.from(payload),
  });
  const body = response.json<{ answer?: string; error?: string }>();
  if (response.statusCode === 500) throw new UndeclaredAnswerError(body.error ?? 'internal error');
  if (response.statusCode === 200) return body.answer!;
  if (response.statusCode >= 400 && response.statusCode < 500) return `status ${response.statusCode}`;
  throw new UndeclaredAnswerError(`status ${response.statusCode}`);
}

const part = (name: string, head: string, content: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${head}\r\n\r\n${content}\r\n`;
const form = (...parts: readonly string[]): Uint8Array => Buffer.from(`${parts.join('')}--b--\r\n`, 'latin1');

/** Multipart forms. The type of the request comes first, up to a line feed, so that boundaries are tried as well. */
export const multipartForms: FuzzTarget = {
  name: 'multipart',
  deadlineMs: 5000,
  shortRuns: 700,
  isPure: true,
  dictionary: words(
    ...[
      '--b\r\n',
      '--b--',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="doc"',
      '; filename="',
      "; filename*=UTF-8''%",
      '\0',
    ],
    ...[
      'boundary=',
      'boundary="',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Transfer-Encoding: base64',
      '__proto__',
    ],
  ),
  seeds: async () =>
    [
      form(part('doc', '; filename="a.jpg"', '\xff\xd8\xff\xe0'), part('selfie', '; filename="b.jpg"', 'x')),
      form(
        part('doc', '', 'data:image/jpeg;base64,/9j/4A=='),
        part('metadata', '', '{"a":[1]}'),
        part('__proto__', '', '1'),
      ),
      form(...Array.from({ length: 60 }, (_, index) => part(`f${index}`, '', 'x'))),
      form(part('doc', `; filename="${'n'.repeat(9000)}"`, 'x'), part('doc', '', 'y')),
      form(part('doc', '\r\nContent-Type: multipart/mixed; boundary=c', '--c\r\n\r\nx\r\n--c--')),
      form(part('selfie', '; filename="a"', 'x'.repeat(6000)), part('document', '; filename="a"', 'x'.repeat(6000))),
    ].map((body) => Buffer.concat([utf8('multipart/form-data; boundary=b\n'), body])),
  judge(bytes) {
    const buffer = Buffer.from(bytes);
    const lineEnd = buffer.indexOf(10);
    // A header with control characters never gets so far: Node's parser refuses it.
    const type = buffer
      .subarray(0, Math.max(0, lineEnd))
      .toString('latin1')
      .replace(/[^\x20-\x7e]/g, '');
    return answerOf('/form', type === '' ? 'multipart/form-data; boundary=b' : type, buffer.subarray(lineEnd + 1));
  },
  close: closeReaders,
};

/** JSON bodies against the schemas of the calls that take the most. */
export const jsonBodies: FuzzTarget = {
  name: 'JSON bodies',
  deadlineMs: 5000,
  shortRuns: 500,
  isPure: true,
  dictionary: words(
    '"__proto__":',
    '"constructor":',
    '\\ud800',
    '\\u0000',
    '1e999',
    '-0',
    '[[[[[[[[',
    '{"a":',
    '\xff',
    'null',
  ),
  seeds: async () =>
    [
      { scopes: ['document', 'liveness'], userIdentifier: 'u', externalId: 'x', metadata: { a: [1, { b: null }] } },
      { name: 'till', kind: 'secret', mode: 'test', scopes: ['verify', 'read'] },
      { templateId: 't', label: 'l', metadata: {} },
      { limits: { perSecond: 5, burst: 10 }, price: { verify: 1 } },
      { image: '/9j/4A==', scopes: Array<number>(40).fill(0) },
    ].map((body) => utf8(JSON.stringify(body))),
  structured: hostileJson(),
  judge: (bytes) => answerOf('/json', 'application/json', bytes),
  close: closeReaders,
};

async function closeReaders(): Promise<void> {
  const open = app;
  app = undefined;
  await open?.close();
}
