import { createHash } from 'node:crypto';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import type { PictureKind, SessionKind } from '#domain/session.js';
import { leadingZeroBits } from '#services/sessions/captcha.js';
import type { Person } from '#services/sessions/session-access.js';
import { sandboxPicture } from './sandbox-picture.js';
import type { SandboxServer } from './sandbox-server.js';

export interface MadeSession {
  readonly id: string;
  readonly token: string;
  /** The session as its dialect tells it. */
  read(): Promise<unknown>;
}

/** How long links of these sessions live where their dialect lets the caller say so; deepidv's live a day. */
export const lifetimeSeconds = 600;

export type CalledKind = Exclude<SessionKind, 'clearconsent'>;

type Make = (server: SandboxServer, scenario?: SandboxScenarioName, more?: object) => Promise<MadeSession>;

/**
 * The calls that make a session and read it, dialect by dialect. ClearConsent has none: its sessions are made by opening its
 * page.
 */
export const sessionCalls: Readonly<Record<CalledKind, Make>> = {
  'ooto-flow': async (server, scenario, more = {}) => {
    const { sessionId: id, token } = await told<{ sessionId: string; token: string }>(
      server.call('POST', '/api/v1.0/flow/sessions', {
        scopes: ['liveness', 'deepfake'],
        ttlSec: lifetimeSeconds,
        ...named(scenario),
        ...more,
      }),
    );
    return { id, token, read: () => told(server.call('GET', `/api/v1.0/flow/sessions/${token}`)) };
  },
  deepidv: async (server, scenario) => {
    const externalId = scenario === undefined ? 'order-7' : `sandbox:${scenario}`;
    const { id, url } = await told<Made>(server.call('POST', '/v1/sessions', { externalId }));
    return { id, token: tokenIn(url), read: () => told(server.call('GET', `/v1/sessions/${id}`)) };
  },
  native: async (server, scenario, more = {}) => {
    const scopes = ['document', 'liveness', 'deepfake', 'match'];
    const { id, url } = await told<Made>(
      server.call('POST', '/api/v2/sessions', { scopes, lifetimeSeconds, ...named(scenario), ...more }),
    );
    return { id, token: tokenIn(url), read: () => told(server.call('GET', `/api/v2/sessions/${id}`)) };
  },
};
export const calledKinds = Object.keys(sessionCalls) as CalledKind[]; // Object.keys loses the key type

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

/** Who opened a link: the calls that its page makes. */
export interface Visitor {
  /** Solves the proof of work that the page asks for. */
  proveWork(): Promise<void>;
  /** Shows the picture that is asked for; gives why it was not accepted, or null. */
  show(scenario: SandboxScenarioName | Uint8Array): Promise<string | null>;
  /** Is filmed doing what the page asks for; gives why the video was not accepted, or null. */
  film(video: Uint8Array): Promise<string | null>;
  /** What the page asks for; null: the session is over. */
  asked(): Promise<PictureKind | null>;
  /** Does not want to. */
  decline(): Promise<void>;
}

export async function openLink(server: SandboxServer, { token }: MadeSession): Promise<Visitor> {
  const { person } = server;
  const claim = await person.claim({ token, secrets: [], address: null });
  if (!claim.ok) throw new Error(claim.failure.code);
  const who: Person = { token, secrets: [claim.value.secret!] }; // of whoever just became its owner
  const asked = async (): Promise<PictureKind | null> => {
    const view = await person.view(who);
    return view.ok && view.value.state === 'running' ? view.value.picture : null;
  };
  return {
    asked,
    async proveWork() {
      const issued = await person.issueCaptcha(who);
      if (!issued.ok) throw new Error(issued.failure.code);
      const { challenge, difficultyBits } = issued.value;
      const answered = await person.answerCaptcha(who, { challenge, solution: solve(challenge, difficultyBits) });
      if (!answered.ok) throw new Error(answered.failure.code);
    },
    async show(scenario) {
      const kind = await asked();
      if (kind === null) throw new Error('the session is over');
      const bytes = typeof scenario === 'string' ? sandboxPicture(scenario) : scenario;
      const shown = await person.submit({ ...who, kind, picture: { status: 'complete', bytes } });
      return shown.ok ? shown.value.refusal : shown.failure.code;
    },
    async film(bytes) {
      const challenge = await person.askChallenge(who);
      if (!challenge.ok) throw new Error(challenge.failure.code);
      const { nonce, endsAtMs } = challenge.value;
      server.advance(endsAtMs);
      const picture = { status: 'complete', bytes } as const;
      const shown = await person.submit({ ...who, kind: 'selfie', picture, capture: { nonce } });
      return shown.ok ? shown.value.refusal : shown.failure.code;
    },
    async decline() {
      const declined = await person.decline(who);
      if (!declined.ok) throw new Error(declined.failure.code);
    },
  };
}

function solve(challenge: string, difficultyBits: number): string {
  for (let solution = 0; ; solution += 1) {
    const proof = createHash('sha256').update(`${challenge}:${solution}`).digest();
    if (leadingZeroBits(proof) >= difficultyBits) return String(solution);
  }
}
