// Fills an installation over HTTP as its applications do, and looks at what is there: of any version that has `/api/v2`,
// for it also runs against the servers of earlier commits (scripts/make-upgrade-fixture.mjs). Pictures are drawn, and show
// nobody.
import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A picture that names a scenario of the sandbox (docs/sandbox.md). */
export async function scenarioPicture(scenario) {
  const create = { width: 320, height: 240, channels: 3, background: '#eceff4' };
  const jpeg = await sharp({ create }).jpeg().toBuffer();
  const comment = Buffer.from(`bonafide-sandbox:${scenario}`, 'latin1');
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

export const clientOf = (url, key) => async (method, path, body, headers) => {
  const isForm = body instanceof FormData;
  const response = await fetch(`${url}/api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
};

const form = (parts) => {
  const all = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') all.append(name, value);
    else all.append(name, new Blob([value], { type: 'image/jpeg' }), `${name}.jpg`);
  }
  return all;
};

const must = (status, answer) => {
  if (answer.status !== status) throw new Error(`${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** A verification with two pictures, which are kept. */
export async function verify(call, userIdentifier, headers) {
  const picture = await scenarioPicture('match');
  const parts = { documentFront: picture, selfie: picture, userIdentifier, metadata: '{"order":7}' };
  return must(201, await call('POST', '/verifications', form(parts), headers));
}

/** Everything but users. `key`: a test key with every scope. Gives what is to be read again. */
export async function fillInstallation({ url, key, hookUrl }) {
  const call = clientOf(url, key);
  const retention = { mediaDays: 3650, sessionDays: 3650, keepEnrolmentImages: true };
  must(200, await call('PATCH', '/application/settings', { retention, limits: { perSecond: 10000, burst: 20000 } }));
  const hook = must(
    201,
    await call('POST', '/webhook-endpoints', { url: hookUrl, eventTypes: ['verification.completed'] }),
  );
  const picture = await scenarioPicture('match');
  const paths = [`/webhook-endpoints/${hook.id}`];
  for (let number = 1; number <= 3; number++) {
    const { id } = await verify(call, `user-${number}`, number === 1 ? { 'idempotency-key': 'order-1' } : undefined);
    paths.push(`/verifications/${id}`);
  }
  const refused = await call(
    'POST',
    '/verifications',
    form({ documentFront: await scenarioPicture('document-not-found'), selfie: picture }),
  );
  must(422, refused);
  const session = must(
    201,
    await call('POST', '/sessions', { scopes: ['document', 'match'], userIdentifier: 'user-4', externalId: 'case-1' }),
  );
  must(200, await call('POST', `/sessions/${session.id}/cancel`));
  paths.push(`/sessions/${session.id}`);
  for (const [templateId, scenario] of [
    ['person-1', 'match'],
    ['person-2', 'no-match'],
  ]) {
    const photo = await scenarioPicture(scenario);
    must(
      201,
      await call('POST', '/templates', form({ photo, templateId, userIdentifier: templateId, label: 'Äpfel' })),
    );
    paths.push(`/templates/${templateId}`);
  }
  paths.push(
    '/verifications?limit=100',
    '/sessions?limit=100',
    '/templates?limit=100',
    '/webhook-endpoints',
    '/application',
  );
  return { remembered: await look({ url, key, paths }), paths };
}

/** What the paths answer, the files that they name by digest, and who is found. Nothing in it changes by looking. */
export async function look({ url, key, paths }) {
  const call = clientOf(url, key);
  const answers = {};
  const files = {};
  for (const path of paths) {
    const body = must(200, await call('GET', path));
    for (const file of body.files ?? []) files[file.id] = await digestOf(call, url, file.id);
    answers[path] = settled(body);
  }
  const search = must(
    200,
    await call('POST', '/templates/search', form({ photo: await scenarioPicture('match'), limit: '5' })),
  );
  return { answers, files, candidates: search.candidates };
}

async function digestOf(call, url, id) {
  const address = new URL(must(200, await call('GET', `/files/${id}`)).url);
  const { host, protocol } = new URL(url);
  const response = await fetch(Object.assign(address, { host, protocol }));
  if (response.status !== 200) throw new Error(`file ${id}: ${response.status}`);
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex');
}

/** Without signed addresses, which are others each time, and what searches and enrolments before have added. */
function settled(value) {
  if (Array.isArray(value)) return value.map(settled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, inner]) =>
          !((name === 'url' || name === 'urlExpiresAt' || name === 'expiresAt') && isSigned(name, inner)),
      )
      .map(([name, inner]) => [name, settled(inner)]),
  );
}

const isSigned = (name, value) =>
  name !== 'url' || (typeof value === 'string' && /[?&](signature|expires)=|\/flow\//.test(value));
