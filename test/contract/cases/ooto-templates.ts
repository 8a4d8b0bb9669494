import { sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import * as shapes from '../schemas/ooto.js';
import type { ContractServer } from '../../support/contract-server.js';
import { retryAfter, type Caller, type ContractCase } from './contract-case.js';

const headersOf = ({ callers }: ContractServer, caller: Caller, key?: string) => ({
  'APP-ID': callers[caller].applicationId,
  'APP-KEY': key ?? callers[caller].key,
});

const call = (
  server: ContractServer,
  path: string,
  body: FormData | object,
  caller: Caller = 'test',
  key?: string,
): Promise<Response> => {
  const isForm = body instanceof FormData;
  return fetch(`${server.url}/api/v1.0${path}`, {
    method: 'POST',
    headers: { ...headersOf(server, caller, key), ...(!isForm && { 'content-type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
  });
};

function form(photo: SandboxScenarioName, templateId?: string): FormData {
  const body = new FormData();
  body.append('photo', new Blob([sandboxPicture(photo)]), 'a.jpg');
  if (templateId !== undefined) body.append('templateId', templateId);
  return body;
}

async function enrolled(server: ContractServer, templateId: string): Promise<void> {
  const response = await call(server, '/add', form('match', templateId));
  if (response.status !== 200) throw new Error(await response.text());
}

const refused = (
  path: string,
  name: string,
  send: ContractCase['send'],
  code: number,
  more: Partial<ContractCase> = {},
): ContractCase => ({
  call: `POST ${path}`,
  name: `code ${code}: ${name}`,
  send,
  status: code < 400 ? 400 : code,
  schema: shapes.failure,
  holds: { result: { code } },
  ...more,
});

/** `add`, `identify` and `delete` (README.md, the dialect's table). */
export const templateCases: readonly ContractCase[] = [
  {
    call: 'POST /add',
    name: 'a person, under an id',
    send: (server) => call(server, '/add', form('match', 'contract-anna')),
    status: 200,
    schema: shapes.add,
    holds: { result: { templateId: 'contract-anna', enroll: { templateId: 'contract-anna' } } },
  },
  {
    call: 'POST /add',
    name: 'a person, without one',
    send: (server) => call(server, '/add', form('match')),
    status: 200,
    schema: shapes.add,
  },
  refused('/add', 'no face', (server) => call(server, '/add', form('face-not-found')), 5),
  refused('/add', 'no photo', (server) => call(server, '/add', new FormData()), 1),
  refused('/add', 'wrong key', (server) => call(server, '/add', form('match'), 'test', 'sk_test_x'), 401),
  {
    call: 'POST /identify',
    name: 'somebody who is enrolled',
    send: async (server) => {
      await enrolled(server, 'contract-anna');
      return call(server, '/identify', form('match'));
    },
    status: 200,
    schema: shapes.search,
    holds: { result: { similarity: 1, search: { similarity: 1 } } },
  },
  {
    call: 'POST /identify',
    name: 'somebody who is not',
    send: (server) => call(server, '/identify', form('no-match')),
    status: 200,
    schema: shapes.search,
    holds: { result: { search: null, templateId: null, similarity: null } },
  },
  {
    call: 'POST /identify',
    name: 'live people are not among those of the sandbox',
    send: async (server) => {
      await enrolled(server, 'contract-anna');
      return call(server, '/identify', form('match'), 'live');
    },
    // To a live key the picture is what it is: one without a face.
    status: 400,
    schema: shapes.failure,
    holds: { result: { code: 5 } },
  },
  refused('/identify', 'several faces', (server) => call(server, '/identify', form('several-faces')), 6),
  refused('/identify', 'scope', (server) => call(server, '/identify', form('match'), 'reader'), 403),
  ...(['JSON', 'a form'] as const).map((kind): ContractCase => ({
    call: 'POST /delete',
    name: kind,
    send: async (server) => {
      const templateId = `contract-${kind}`;
      await enrolled(server, templateId);
      return call(server, '/delete', kind === 'JSON' ? { templateId } : form('match', templateId));
    },
    status: 200,
    schema: shapes.removed,
  })),
  refused('/delete', 'unknown', (server) => call(server, '/delete', { templateId: 'nobody' }), 400, {
    holds: { result: { code: 400, info: 'Template not found' } },
  }),
  refused('/delete', 'wrong key', (server) => call(server, '/delete', { templateId: 'a' }, 'test', 'sk_test_x'), 401),
];

const flow = '/flow/sessions';
/** Seed 002, "Body". */
const example = {
  scopes: ['liveness', 'deepfake', 'search'],
  metadata: { order: 7 },
  callbackUrl: 'https://shop.example/hooks/verification',
  returnUrl: 'https://shop.example/done',
  ttlSec: 3600,
};
const create =
  (body: object, caller?: Caller, key?: string): ContractCase['send'] =>
  (server) =>
    call(server, flow, body, caller, key);

async function statusOf(server: ContractServer, body: object, caller: Caller = 'test'): Promise<Response> {
  const created = shapes.flowCreated.parse(await (await call(server, flow, body)).json());
  return fetch(`${server.url}/api/v1.0${flow}/${created.token}`, { headers: headersOf(server, caller) });
}

const created = (name: string, body: object): ContractCase => ({
  call: `POST ${flow}`,
  name,
  send: create(body),
  status: 200,
  schema: shapes.flowCreated,
});

/** Seed 002. What a person does with the link belongs to the hosted pages. */
export const flowCases: readonly ContractCase[] = [
  created('the example body', example),
  created('scopes alone', { scopes: ['enroll'] }),
  ...(
    [
      ['no scopes', {}],
      ['empty scopes', { scopes: [] }],
      ['an unknown scope', { scopes: ['retina'] }],
      ['a callbackUrl that is not https', { ...example, callbackUrl: 'http://shop.example/hooks' }],
      ['a private callbackUrl', { ...example, callbackUrl: 'https://10.0.0.1/hooks' }],
      ['a returnUrl that is none', { ...example, returnUrl: 'done' }],
      ['a ttlSec that is none', { ...example, ttlSec: 'an hour' }],
    ] as const
  ).map(([name, body]) => refused(flow, name, create(body), 400)),
  refused(flow, 'a scope that cannot be assessed here', create({ scopes: ['deepfake'] }, 'live'), 400, {
    holds: { result: { code: 400, info: 'scope not available: deepfake' } },
  }),
  refused(flow, 'wrong key', create(example, 'test', 'sk_test_x'), 401),
  refused(flow, 'limit', create(example, 'limited'), 429, { headers: retryAfter }),
  {
    call: `GET ${flow}/{token}`,
    name: 'of a new session',
    send: (server) => statusOf(server, example),
    status: 200,
    schema: shapes.flowStatus,
    holds: {
      status: 'CREATED',
      scopes: example.scopes,
      nextStep: 'LIVENESS',
      uiHints: { needCaptcha: false },
      returnUrl: example.returnUrl,
      metadata: example.metadata,
    },
  },
  {
    ...refused(flow, "another mode's", (server) => statusOf(server, example, 'live'), 404),
    call: `GET ${flow}/{token}`,
  },
  {
    ...refused(
      flow,
      'unknown token',
      (server) => fetch(`${server.url}/api/v1.0${flow}/nothing`, { headers: headersOf(server, 'test') }),
      404,
    ),
    call: `GET ${flow}/{token}`,
  },
  {
    ...refused(flow, 'no key', (server) => fetch(`${server.url}/api/v1.0${flow}/nothing`), 401),
    call: `GET ${flow}/{token}`,
  },
];
