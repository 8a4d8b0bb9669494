import { dashboardApiPrefix, type DashboardAccess } from '#contract/dashboard/call.js';
import { dashboardCalls } from '#contract/dashboard/calls.js';
import type { Scope } from '#domain/access.js';
import { formOf, jsonOf, picture, type Belongings, type TypedBody } from './belongings.js';

/** In whose words a caller with a key is refused. */
export type KeyDialect = 'ooto' | 'deepidv' | 'trustmatic' | 'clearconsent' | 'native';

/** What a route asks of whoever calls it. */
export type RouteAccess =
  | { readonly kind: 'nobody'; readonly why: string }
  | { readonly kind: 'key'; readonly dialect: KeyDialect; readonly scopes: readonly Scope[] }
  /** The token of a link; `claim`: and the cookie of the browser that claimed it, once one did. */
  | { readonly kind: 'link'; readonly claim: boolean }
  | { readonly kind: 'signature' }
  | { readonly kind: 'user'; readonly access: DashboardAccess };

/** Names of what an owner has; the name of a parameter → whose id stands there. */
export type IdOf = Readonly<Record<string, Named>>;
export type Named = Exclude<keyof Belongings, 'owner'>;

export interface DescribedRoute {
  readonly access: RouteAccess;
  readonly ids: IdOf;
  /** A query and a body with which the call does what it is for. */
  readonly query?: (own: Belongings) => Readonly<Record<string, string>>;
  readonly body?: (own: Belongings) => TypedBody | Promise<TypedBody>;
}

const nobody = (why: string): DescribedRoute => ({ access: { kind: 'nobody', why }, ids: {} });

type More = Partial<Omit<DescribedRoute, 'access'>>;
const key =
  (dialect: KeyDialect) =>
  (scopes: Scope | readonly Scope[], more: More = {}): DescribedRoute => ({
    access: { kind: 'key', dialect, scopes: [scopes].flat() },
    ids: {},
    ...more,
  });
const [ooto, deepidv, trustmatic, native] = (['ooto', 'deepidv', 'trustmatic', 'native'] as const).map(key) as [
  ReturnType<typeof key>,
  ReturnType<typeof key>,
  ReturnType<typeof key>,
  ReturnType<typeof key>,
];
const form = (...names: string[]): More => ({
  body: () => formOf(Object.fromEntries(names.map((name) => [name, picture]))),
});
const json = (body: object): More => ({ body: () => jsonOf(body) });
const base64 = Buffer.from(picture).toString('base64');
const newEndpoint = { url: 'http://127.0.0.1:9/other', eventTypes: ['verification.completed'] };

const ofDialects: Readonly<Record<string, DescribedRoute>> = {
  'POST /api/v1.0/flow/sessions': ooto('verify', json({ scopes: ['enroll'] })),
  'GET /api/v1.0/flow/sessions/:token': ooto('read', { ids: { token: 'flowToken' } }),
  'POST /api/v1.0/doc/identify': ooto('verify', form('doc', 'selfie')),
  'POST /api/v1.0/doc/compare': ooto('verify', form('doc', 'selfie')),
  'POST /api/v1.0/doc/verify': ooto('verify', form('first_photo', 'second_photo')),
  'POST /api/v1.0/recognize': ooto('verify', form('doc_image')),
  'POST /api/v1.0/verify': ooto('verify', form('first_photo', 'second_photo')),
  'POST /api/v1.0/liveness': ooto('verify', form('photo')),
  'POST /api/v1.0/deepfake': ooto('verify', form('photo')),
  'POST /api/v1.0/add': ooto('verify', form('photo')),
  'POST /api/v1.0/identify': ooto('search', form('photo')),
  'POST /api/v1.0/delete': ooto('verify', { body: (own) => jsonOf({ templateId: own.template }) }),

  'POST /v1/document/scan': deepidv('verify', form('image')),
  'POST /v1/identity/verify': deepidv('verify', form('documentImage', 'faceImage')),
  'POST /v1/face/detect': deepidv('verify', form('image')),
  'POST /v1/face/compare': deepidv('verify', form('source', 'target')),
  'POST /v1/face/estimate-age': deepidv('verify', form('image')),
  'POST /v1/uploads/presign': deepidv('verify', json({ contentType: 'image/jpeg', sizeBytes: picture.length })),
  'POST /v1/sessions': deepidv('verify', json({ firstName: 'Ada' })),
  'GET /v1/sessions/:id': deepidv('read', { ids: { id: 'deepidvSession' } }),

  ...Object.fromEntries(
    ['/api/v1', '/api/v1/id-verifications'].flatMap((prefix) => [
      [
        `POST ${prefix}/face/verify`,
        trustmatic(
          'verify',
          json({ sessionId: 's1', probe: { imageBase64: base64 }, reference: { imageBase64: base64 } }),
        ),
      ],
      [`POST ${prefix}/face/liveness`, trustmatic('verify', json({ sessionId: 's1', faceImageBase: base64 }))],
      [`POST ${prefix}/document/liveness`, trustmatic('verify', json({ sessionId: 's1', frontSideImageBase: base64 }))],
    ]),
  ),

  'POST /verif/submit': key('clearconsent')('verify', {
    body: () => formOf({ user_identifier: 'u1', selfie_video: picture, id_photo: picture }),
  }),
  'GET /verif/': key('clearconsent')(['capture', 'verify'], { query: () => ({ user_identifier: 'u1' }) }),

  'POST /api/v2/verifications': native('verify', form('documentFront', 'selfie')),
  'GET /api/v2/verifications': native('read'),
  'GET /api/v2/verifications/:id': native('read', { ids: { id: 'verification' } }),
  'DELETE /api/v2/verifications/:id': native('admin', { ids: { id: 'verification' } }),
  'GET /api/v2/reviews': native('read'),
  'POST /api/v2/verifications/:id/review': native('verify', {
    ids: { id: 'review' },
    ...json({ decision: 'approve', reviewer: 'Ada' }),
  }),
  'POST /api/v2/sessions': native('verify', json({ scopes: ['document'] })),
  'GET /api/v2/sessions': native('read'),
  'GET /api/v2/sessions/:id': native('read', { ids: { id: 'session' } }),
  'POST /api/v2/sessions/:id/cancel': native('verify', { ids: { id: 'session' } }),
  'POST /api/v2/sessions/:id/release': native('verify', { ids: { id: 'session' } }),
  'POST /api/v2/templates': native('verify', form('photo')),
  'POST /api/v2/templates/search': native('search', form('photo')),
  'GET /api/v2/templates': native('read'),
  'GET /api/v2/templates/:id': native('read', { ids: { id: 'template' } }),
  'DELETE /api/v2/templates/:id': native('verify', { ids: { id: 'template' } }),
  'POST /api/v2/uploads': native('verify', json({ contentType: 'image/jpeg', sizeBytes: picture.length })),
  'GET /api/v2/files/:id': native('read', { ids: { id: 'file' } }),
  'DELETE /api/v2/files/:id': native('admin', { ids: { id: 'file' } }),
  'POST /api/v2/erasures': native('admin', { body: (own) => jsonOf({ userIdentifier: own.userIdentifier }) }),
  'POST /api/v2/webhook-endpoints': native('admin', json(newEndpoint)),
  'GET /api/v2/webhook-endpoints': native('admin'),
  'GET /api/v2/webhook-endpoints/:id': native('admin', { ids: { id: 'endpoint' } }),
  'PATCH /api/v2/webhook-endpoints/:id': native('admin', { ids: { id: 'endpoint' }, ...json({ state: 'disabled' }) }),
  'DELETE /api/v2/webhook-endpoints/:id': native('admin', { ids: { id: 'endpoint' } }),
  'POST /api/v2/webhook-endpoints/:id/rotate-secret': native('admin', { ids: { id: 'endpoint' } }),
  'POST /api/v2/webhook-endpoints/:id/test': native('admin', { ids: { id: 'endpoint' } }),
  'GET /api/v2/webhook-callback-secret': native('admin'),
  'POST /api/v2/webhook-callback-secret/rotate': native('admin'),
  'GET /api/v2/webhook-deliveries': native('read'),
  'GET /api/v2/webhook-deliveries/:id': native('read', { ids: { id: 'delivery' } }),
  'POST /api/v2/webhook-deliveries/:id/replay': native('admin', { ids: { id: 'delivery' } }),
  'GET /api/v2/application': native('read'),
  'PATCH /api/v2/application/settings': native('admin', json({ retention: { mediaDays: 9 } })),
  'GET /api/v2/application/usage': native('read'),
  'GET /api/v2/keys': native('admin'),
  'POST /api/v2/keys': native('admin', json({ name: 'new', scopes: ['verify'] })),
  'POST /api/v2/keys/:id/rotate': native('admin', { ids: { id: 'keyId' } }),
  'POST /api/v2/keys/:id/revoke': native('admin', { ids: { id: 'keyId' } }),
  'GET /api/v2/audit': native('admin'),
};

const link = (claim: boolean, more: IdOf = {}): DescribedRoute => ({
  access: { kind: 'link', claim },
  ids: more,
});
const ofLinks = (folder: string, token: Named): [string, DescribedRoute][] => {
  const at = `/${folder}/:token`;
  const ids = { token };
  const upload = { ...ids, id: 'uploadKey' } as const;
  return [
    [`GET ${at}`, nobody('the same page for every token; it says nothing of one')],
    [`GET ${at}/logo`, link(false, ids)],
    [`GET ${at}/session`, link(true, ids)],
    [`GET ${at}/events`, link(true, ids)],
    [`GET ${at}/uploads/:id`, link(true, upload)],
    [`PUT ${at}/uploads/:id/:part`, link(true, upload)],
    ...[
      'claim',
      'consent',
      'decline',
      'captcha',
      'captcha/answer',
      'challenge',
      'continuation',
      'uploads',
      'pictures',
    ].map((name): [string, DescribedRoute] => [`POST ${at}/${name}`, link(name !== 'claim', ids)]),
  ];
};

const dashboardIds: Readonly<Record<string, Named>> = {
  verifications: 'verification',
  reviews: 'review',
  files: 'file',
  sessions: 'session',
  templates: 'template',
  'webhook-endpoints': 'endpoint',
  'webhook-deliveries': 'delivery',
  keys: 'keyId',
};

/** The dashboard's own table says who may call; roles.test.ts holds it against every kind of person. */
const ofDashboard = Object.values(dashboardCalls).map(({ method, path, access }): [string, DescribedRoute] => {
  const kind = /\/applications\/.*\/([a-z-]+)\/\{id\}/.exec(path)?.[1];
  return [
    `${method} ${dashboardApiPrefix}${path.replace(/\{(\w+)\}/g, ':$1')}`,
    {
      access: access === 'anybody' ? { kind: 'nobody', why: 'signing in' } : { kind: 'user', access },
      ids: kind === undefined ? {} : { id: dashboardIds[kind]! },
    },
  ];
});

const asset = nobody('a file of the pages, the same for everybody');

/**
 * `METHOD url` → what it asks, as it should be: written by hand, so that a route which is registered and does not stand here
 * fails until somebody has thought about it.
 */
export const routeAccess: Readonly<Record<string, DescribedRoute>> = {
  'GET /livez': nobody('health'),
  'GET /readyz': nobody('health'),
  ...ofDialects,
  'GET /openapi.json': nobody('documentation'),
  'GET /docs': nobody('documentation'),
  'GET /docs/style.css': nobody('documentation'),
  ...Object.fromEntries([...ofLinks('flow', 'linkToken'), ...ofLinks('verif', 'verifToken'), ...ofDashboard]),
  'GET /dashboard': nobody('the page; what it shows it asks for by calls'),
  'GET /dashboard/*': nobody('the page; what it shows it asks for by calls'),
  'GET /dashboard/assets/*': asset,
  'GET /assets/*': asset,
  'GET /embed.js': asset,
  'GET /demo': nobody('the demo page, where it is switched on'),
  'GET /demo/assets/*': asset,
  'GET /demo/samples/passport-photo.jpg': nobody('a drawn sample'),
  'GET /demo/samples/selfie-owner.jpg': nobody('a drawn sample'),
  'GET /demo/samples/selfie-impostor.jpg': nobody('a drawn sample'),
  'GET /demo/about': nobody('the demo page, where it is switched on'),
  'POST /demo/verify': nobody('the demo page, where it is switched on; stores nothing, limited by network'),
  'POST /csp-reports': nobody('reports of browsers; limited by network'),
  'GET /files/:id': { access: { kind: 'signature' }, ids: { id: 'file' } },
  'PUT /uploads/:id': { access: { kind: 'signature' }, ids: { id: 'uploadKey' } },
  'OPTIONS /uploads/:id': { access: { kind: 'signature' }, ids: { id: 'uploadKey' } },
};
