import type { Owner } from '#ports/owner.js';
import { doubtfulPicture, picture, type SecurityServer, type Sent } from './security-server.js';

export { picture };

/** One real thing of every kind that has an id, of one application and mode. */
export interface Belongings {
  readonly owner: Owner;
  /** Of every scope. */
  readonly key: string;
  readonly verification: string;
  /** Waits for a reviewer. */
  readonly review: string;
  readonly file: string;
  /** Its bytes can be fetched there. */
  readonly fileUrl: string;
  readonly session: string;
  readonly deepidvSession: string;
  readonly flowToken: string;
  /** Of the link of `session`. */
  readonly linkToken: string;
  readonly verifToken: string;
  readonly template: string;
  /** Bytes that were sent, as later calls name them. */
  readonly uploadKey: string;
  /** Where something can be sent still. */
  readonly uploadUrl: string;
  readonly endpoint: string;
  readonly delivery: string;
  readonly keyId: string;
  readonly userIdentifier: string;
  /** Of a list with more than one page. */
  readonly cursor: string;
}

/** A body, and the header that tells its type. */
export type TypedBody = Required<Pick<Sent, 'headers' | 'body'>>;

export const jsonOf = (body: object): TypedBody => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A form of pictures and texts. */
export async function formOf(parts: Readonly<Record<string, Uint8Array | string>>): Promise<TypedBody> {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') data.append(name, part);
    else data.append(name, new Blob([Uint8Array.from(part)]), `${name}.jpg`);
  }
  const encoded = new Response(data);
  return {
    headers: { 'content-type': encoded.headers.get('content-type')! },
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
}

/** Makes them by the server's own calls. */
export async function makeBelongings(server: SecurityServer, owner: Owner): Promise<Belongings> {
  const key = await server.keyOf(owner.applicationId, owner.mode);
  const userIdentifier = `person of ${owner.applicationId} ${owner.mode}`;

  async function call<Body>(path: string, body: TypedBody | null = null, method = 'POST') {
    const answer = await server.send({
      method,
      path,
      ...body,
      headers: {
        ...body?.headers,
        authorization: `Bearer ${key}`,
        'x-api-key': key,
        'app-id': owner.applicationId,
        'app-key': key,
      },
    });
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as Body;
  }
  const verify = async (selfie: Uint8Array) =>
    call<{ id: string; decision: string; files: { id: string; url: string }[] }>(
      '/api/v2/verifications',
      await formOf({ documentFront: picture, selfie, userIdentifier }),
    );
  const presign = () =>
    call<{ key: string; url: string }>(
      '/api/v2/uploads',
      jsonOf({ contentType: 'image/jpeg', sizeBytes: picture.length }),
    );

  const { id: verification, files } = await verify(picture);
  const { id: review, decision } = await verify(doubtfulPicture);
  if (decision !== 'review') throw new Error(`no review: ${decision}`);
  const session = await call<{ id: string; url: string }>(
    '/api/v2/sessions',
    jsonOf({ scopes: ['document', 'match'] }),
  );
  const flow = await call<{ token: string }>('/api/v1.0/flow/sessions', jsonOf({ scopes: ['enroll'] }));
  const verifPage = await server.send({
    method: 'GET',
    path: '/verif/?user_identifier=u1',
    headers: { 'x-api-key': key },
  });
  const template = `template-${owner.applicationId}-${owner.mode}`;
  await call('/api/v2/templates', await formOf({ photo: picture, templateId: template, userIdentifier }));
  const upload = await presign();
  const { pathname, search } = new URL(upload.url);
  const sent = await server.send({
    method: 'PUT',
    path: pathname + search,
    headers: { 'content-type': 'image/jpeg' },
    body: picture,
  });
  if (sent.status !== 200) throw new Error(`upload: ${sent.text}`);
  const endpoint = await call<{ id: string }>(
    '/api/v2/webhook-endpoints',
    jsonOf({
      // Nobody listens there.
      url: 'http://127.0.0.1:9/hook',
      eventTypes: ['verification.completed'],
    }),
  );
  const delivery = await call<{ id: string }>(`/api/v2/webhook-endpoints/${endpoint.id}/test`);
  const madeKey = await call<{ id: string }>(
    '/api/v2/keys',
    jsonOf({ name: 'made', scopes: ['verify'], mode: owner.mode }),
  );
  const page = await call<{ nextCursor: string }>('/api/v2/verifications?limit=1', null, 'GET');
  return {
    owner,
    key,
    verification,
    review,
    file: files[0]!.id,
    fileUrl: files[0]!.url,
    session: session.id,
    deepidvSession: (await call<{ id: string }>('/v1/sessions', jsonOf({}))).id,
    flowToken: flow.token,
    linkToken: session.url.split('/').at(-1)!,
    verifToken: verifPage.headers.get('location')!.split('/').at(-1)!,
    template,
    uploadKey: upload.key,
    uploadUrl: (await presign()).url,
    endpoint: endpoint.id,
    delivery: delivery.id,
    keyId: madeKey.id,
    userIdentifier,
    cursor: page.nextCursor,
  };
}
