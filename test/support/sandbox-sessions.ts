import { createHash } from 'node:crypto';
import {
  captchaSchema,
  captureErrorSchema,
  captureViewSchema,
  challengeSchema,
  uploadSchema,
  type CaptureView,
} from '#contract/capture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import type { PictureKind, SessionKind } from '#domain/session.js';
import { leadingZeroBits } from '#services/sessions/captcha.js';
import { sandboxPicture } from './sandbox-picture.js';
import type { Answer, SandboxServer } from './sandbox-server.js';

export interface MadeSession {
  readonly id: string;
  readonly token: string;
  /** Of the page that its link opens. */
  readonly path: string;
  /** The session as its dialect tells it. */
  read(): Promise<unknown>;
}

/** How long links of these sessions live where their dialect lets the caller say so; deepidv's live a day. */
export const lifetimeSeconds = 600;

type Make = (server: SandboxServer, scenario?: SandboxScenarioName, more?: object) => Promise<MadeSession>;

/**
 * The calls that make a session and read it, dialect by dialect. Those of ClearConsent are made by opening its page, and read by
 * our own API.
 */
export const sessionCalls: Readonly<Record<SessionKind, Make>> = {
  'ooto-flow': async (server, scenario, more = {}) => {
    const { sessionId: id, token } = await told<{ sessionId: string; token: string }>(
      server.call('POST', '/api/v1.0/flow/sessions', {
        scopes: ['liveness', 'deepfake'],
        ttlSec: lifetimeSeconds,
        ...named(scenario),
        ...more,
      }),
    );
    return {
      id,
      token,
      path: `/flow/${token}`,
      read: () => told(server.call('GET', `/api/v1.0/flow/sessions/${token}`)),
    };
  },
  deepidv: async (server, scenario) => {
    const externalId = scenario === undefined ? 'order-7' : `sandbox:${scenario}`;
    const { id, url } = await told<Made>(server.call('POST', '/v1/sessions', { externalId }));
    return {
      id,
      token: tokenIn(url),
      path: new URL(url).pathname,
      read: () => told(server.call('GET', `/v1/sessions/${id}`)),
    };
  },
  native: async (server, scenario, more = {}) => {
    const scopes = ['document', 'liveness', 'deepfake', 'match'];
    const { id, url } = await told<Made>(
      server.call('POST', '/api/v2/sessions', { scopes, lifetimeSeconds, ...named(scenario), ...more }),
    );
    return {
      id,
      token: tokenIn(url),
      path: new URL(url).pathname,
      read: () => told(server.call('GET', `/api/v2/sessions/${id}`)),
    };
  },
  clearconsent: async (server, scenario) => {
    const user = scenario === undefined ? 'user-7' : `sandbox:${scenario}`;
    const query = new URLSearchParams({ api_key: server.key, user_identifier: user }).toString();
    // Sessions of one moment are listed in no order that tells the newest.
    server.advance(1);
    const opened = await fetch(`${server.url}/verif/?${query}`, { redirect: 'manual' });
    if (opened.status !== 303) throw new Error(`${opened.status}: ${await opened.text()}`);
    const url = opened.headers.get('location')!;
    const { data } = await told<{ data: { id: string }[] }>(server.call('GET', '/api/v2/sessions?limit=1'));
    const { id } = data[0]!;
    return {
      id,
      token: tokenIn(url),
      path: new URL(url).pathname,
      read: () => told(server.call('GET', `/api/v2/sessions/${id}`)),
    };
  },
};

interface Made {
  readonly id: string;
  readonly url: string;
}

const named = (scenario: SandboxScenarioName | undefined) =>
  scenario === undefined ? {} : { metadata: { sandbox: scenario } };

const tokenIn = (url: string): string => url.split('/').at(-1)!;

/** The body of a call that succeeds. */
export async function told<Body = unknown>(answer: ReturnType<SandboxServer['call']>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as Body; // named by the test, which fails where it is not so
}

/** Who opened a link, in a browser of their own on a network of their own. Everything goes over HTTP, as the page does it. */
export interface Visitor {
  /** One call of the page, with the cookies of this browser. A body that is no bytes is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Agrees, and so may show something. */
  agree(): Promise<void>;
  view(): Promise<CaptureView>;
  /** Sends a picture in parts; gives its upload. */
  upload(bytes: Uint8Array): Promise<string>;
  /** Solves the proof of work that the page asks for. */
  proveWork(): Promise<void>;
  /** Shows the picture that is asked for; gives why it was not accepted, or null. */
  show(scenario: SandboxScenarioName | Uint8Array): Promise<string | null>;
  /** Is filmed doing what the page asks for; gives why the video was not accepted, or null. */
  film(video: Uint8Array): Promise<string | null>;
  /** Shows the photo of a document and a film at once, as the page of ClearConsent does. */
  showBoth(photo: SandboxScenarioName | Uint8Array, video: Uint8Array): Promise<string | null>;
  /** What the page asks for; null: the session is over. */
  asked(): Promise<PictureKind | 'both' | null>;
  /** Does not want to. */
  decline(): Promise<void>;
}

let visitors = 0;

/** `claims`: false where the link is only looked at. */
export async function openLink(
  server: Pick<SandboxServer, 'url' | 'advance'>,
  { path }: Pick<MadeSession, 'path'>,
  { claims = true }: { readonly claims?: boolean } = {},
): Promise<Visitor> {
  visitors += 1;
  const address = `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`;
  let cookie = '';
  const call: Visitor['call'] = async (method, at, body, headers = {}) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${server.url}${path}/${at}`, {
      method,
      headers: {
        'x-forwarded-for': address,
        ...(cookie !== '' && { cookie }),
        ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0]!;
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  // As the page does: the second brings the cookie back.
  for (let claim = 0; claims && claim < 2; claim += 1) await told(call('POST', 'claim', {}));
  const view = async () => captureViewSchema.parse(await told(call('GET', 'session')));
  const agree = async () => void (await told(call('POST', 'consent', {})));

  async function upload(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { id, partBytes } = uploadSchema.parse(
      await told(call('POST', 'uploads', { sizeBytes: bytes.length, sha256 })),
    );
    for (let part = 0; part * partBytes < bytes.length; part += 1) {
      await told(call('PUT', `uploads/${id}/${part}`, bytes.subarray(part * partBytes, (part + 1) * partBytes)));
    }
    return id;
  }

  /** Gives why it was not accepted, or null. */
  async function submit(submission: object): Promise<string | null> {
    const { status, body } = await call('POST', 'pictures', submission);
    if (status !== 200) return captureErrorSchema.parse(body).error.code;
    const shown = captureViewSchema.parse(body);
    return shown.state === 'running' ? shown.refusal : null;
  }

  async function asked(): Promise<PictureKind | 'both' | null> {
    const shown = await view();
    return shown.state === 'running' ? (shown.ask?.pictures ?? null) : null;
  }

  /** The nonce of a challenge whose time is over. */
  async function followChallenge(): Promise<string> {
    const { nonce, endsAtMs } = challengeSchema.parse(await told(call('POST', 'challenge', {})));
    server.advance(endsAtMs);
    return nonce;
  }

  const bytesOf = (shown: SandboxScenarioName | Uint8Array) =>
    typeof shown === 'string' ? sandboxPicture(shown) : shown;

  return {
    call,
    view,
    agree,
    upload,
    asked,
    async proveWork() {
      const { challenge, difficultyBits } = captchaSchema.parse(await told(call('POST', 'captcha', {})));
      await told(call('POST', 'captcha/answer', { challenge, solution: solve(challenge, difficultyBits) }));
    },
    async show(scenario) {
      const kind = await asked();
      if (kind === null || kind === 'both') throw new Error('no picture alone is asked for');
      await agree();
      return submit({ [kind]: await upload(bytesOf(scenario)) });
    },
    async film(video) {
      await agree();
      const nonce = await followChallenge();
      return submit({ selfie: await upload(video), capture: { nonce, source: 'camera' } });
    },
    async showBoth(photo, video) {
      await agree();
      const nonce = await followChallenge();
      const uploads = { document: await upload(bytesOf(photo)), selfie: await upload(video) };
      return submit({ ...uploads, capture: { nonce } });
    },
    async decline() {
      await told(call('POST', 'decline', {}));
    },
  };
}

function solve(challenge: string, difficultyBits: number): string {
  for (let solution = 0; ; solution += 1) {
    const proof = createHash('sha256').update(`${challenge}:${solution}`).digest();
    if (leadingZeroBits(proof) >= difficultyBits) return String(solution);
  }
}
