import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLink } from '../sandbox-sessions.js';
import { identify, type Credentials } from '../server-process.js';
import { countRefusal, type Ledger } from './ledger.js';

/** What the callers of a storm send and to whom. */
export interface StormTarget {
  /** Changes with each start of the server. */
  url: string;
  /** False while there is none: callers wait. */
  isUp: boolean;
  readonly credentials: Credentials;
  readonly pictures: { readonly doc: Uint8Array; readonly selfie: Uint8Array };
  readonly ledger: Ledger;
}

/** Longer than any answer may take; a call that waits longer hangs. */
const hangMs = 60_000;
const bearer = ({ key }: Credentials): Record<string, string> => ({ authorization: `Bearer ${key}` });

/** A call of our own API; counts what is no success. Throws where the server goes away. */
export async function callNative(
  { url, credentials, ledger }: Pick<StormTarget, 'url' | 'credentials' | 'ledger'>,
  path: string,
  init: RequestInit = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${url}/api/v2/${path}`, {
    ...init,
    headers: { ...bearer(credentials), ...(init.headers as Record<string, string>) },
    signal: AbortSignal.timeout(hangMs),
  });
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) countRefusal(ledger, response.status);
  if ([400, 401, 403, 500].includes(response.status)) ledger.wrong.push(`${path}: ${JSON.stringify(body)}`);
  if (response.status === 503 && response.headers.get('retry-after') === null)
    ledger.wrong.push('503 without retry-after');
  return { status: response.status, body };
}

const formOf = (pictures: Readonly<Record<string, Uint8Array | string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(pictures)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([Uint8Array.from(value)]), 'a.jpg');
  }
  return form;
};

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The verification under a key; asked again, it has to be the same. Gives its decision; null: not answered. */
export async function verifyUnder(target: StormTarget, key: string): Promise<unknown> {
  const { ledger, pictures } = target;
  ledger.unanswered.add(key);
  const fields = { documentFront: pictures.doc, selfie: pictures.selfie, policy: '{"requireLiveness":true}' };
  const { status, body } = await callNative(target, 'verifications', {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: formOf(fields),
  });
  if (status !== 201) return null;
  const id = String(body['id']);
  const before = ledger.keyed.get(key);
  if (before !== undefined && before !== id) ledger.wrong.push(`one key, two verifications: ${before}, ${id}`);
  ledger.keyed.set(key, id);
  ledger.unanswered.delete(key);
  ledger.verifications.set(id, 'completed');
  return body['decision'];
}

async function keyedVerification(target: StormTarget): Promise<void> {
  const key = randomUUID();
  const decision = await verifyUnder(target, key);
  if (decision === null) return;
  if (Math.random() < 0.3) await verifyUnder(target, key);
  if (decision !== 'review' || Math.random() < 0.5) return;
  const id = target.ledger.keyed.get(key)!;
  const { status } = await callNative(target, `verifications/${id}/review`, json({ decision: 'approve' }));
  if (status === 200) target.ledger.reviews.add(id);
}

const noPicture = new TextEncoder().encode('no picture');

async function ootoVerification({ ledger, ...target }: StormTarget): Promise<void> {
  const fails = Math.random() < 0.25;
  const pictures = fails ? { ...target.pictures, doc: noPicture } : target.pictures;
  const response = await identify(target, target.credentials, pictures);
  const { transactionId } = (await response.json()) as { transactionId: string };
  if (!response.ok) countRefusal(ledger, response.status);
  if (response.status < 500 && response.status !== 429) {
    ledger.verifications.set(transactionId, response.ok ? 'completed' : 'failed');
  }
}

async function enrolment(target: StormTarget): Promise<void> {
  const form = formOf({ photo: target.pictures.selfie });
  const { status, body } = await callNative(target, 'templates', { method: 'POST', body: form });
  if (status !== 201) return;
  target.ledger.templates.add(String(body['templateId']));
  target.ledger.verifications.set(String(body['verificationId']), 'completed');
}

/** A session from its making to its end, as a person's browser does it. */
async function session(target: StormTarget): Promise<void> {
  const { ledger, pictures } = target;
  const made = await callNative(target, 'sessions', json({ scopes: ['document', 'match'] }));
  if (made.status !== 201) return;
  const id = String(made.body['id']);
  ledger.sessions.set(id, false);
  // Some links are never opened.
  if (Math.random() < 0.3) return;
  const visitor = await openLink(
    { url: target.url, advance: () => undefined },
    { path: new URL(String(made.body['url'])).pathname },
  );
  for (const shown of [pictures.doc, pictures.selfie]) await visitor.show(shown);
  if ((await visitor.asked()) === null) ledger.sessions.set(id, true);
}

const kinds = [keyedVerification, keyedVerification, ootoVerification, enrolment, session];

const refused = ({ ledger }: StormTarget): number =>
  [...ledger.refusals].reduce((sum, [status, count]) => sum + (status >= 500 || status === 429 ? count : 0), 0);

/** One caller, until `over`. A server that went away is waited for. */
export async function callUntil(target: StormTarget, over: () => boolean): Promise<void> {
  for (let turn = Math.floor(Math.random() * kinds.length); !over(); turn += 1) {
    if (!target.isUp) {
      await sleep(10);
      continue;
    }
    try {
      const before = refused(target);
      await kinds[turn % kinds.length]!(target);
      // Whoever is told to come back does not do so at once; and whether a failing commit was one, nobody can say.
      if (refused(target) > before) {
        target.ledger.broken += 1;
        await sleep(50);
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') target.ledger.wrong.push('a call hung');
      target.ledger.broken += 1;
    }
  }
}
