import { isFinal, type SessionKind } from '#domain/session.js';
import type { SessionPersonal } from '#domain/session-result.js';
import type { WebhookFormat } from '#domain/event.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Records } from '#ports/records.js';
import type { SessionClaim, SessionRecord } from '#ports/session-records.js';
import { keepsMedia } from '#services/files/file-retention.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionEvent } from '#services/sessions/session-events.js';
import { partFileIds, waitingPartsOf, withPictureNotes } from '#services/sessions/picture-notes.js';
import { advanceAll } from '#services/sessions/session-machine.js';

/** Somebody else changed the session between the look at it and the change; what was done must be undone. */
export class SessionChangedError extends Error {
  override readonly name = 'SessionChangedError';
}

/** What happens to a session, and what is noted with it. */
export interface SessionChange {
  readonly events: readonly SessionEvent[];
  readonly claim?: SessionClaim;
  readonly consentedAtEpochMs?: number;
  readonly personal?: SessionPersonal;
}

/** What else becomes durable with a change, such as an entry of the audit log. */
export type SettleSessionChange = (inside: Records, changed: SessionRecord) => Promise<void>;

type Needs = Pick<SessionDependencies, 'records' | 'publish' | 'bodies' | 'files' | 'now'>;

/** Who has no format of its own for callbacks is told in ours. */
const callbackFormats = {
  'ooto-flow': 'ooto',
  deepidv: 'native',
  clearconsent: 'clearconsent',
  native: 'native',
} as const satisfies Record<SessionKind, WebhookFormat>;

/** How often a change is tried anew when somebody else was faster. */
const changeTries = 5;

/**
 * Stores a change and, at the session's end, what its application is told, in the transaction of `inside`. Failures are
 * those of the machine. Throws `SessionChangedError`.
 */
export async function applyChange(
  inside: Records,
  session: SessionRecord,
  change: SessionChange,
  { publish, bodies, now }: Pick<Needs, 'publish' | 'bodies' | 'now'>,
): Promise<Outcome<SessionRecord>> {
  const nowEpochMs = now();
  const advanced = advanceAll(session.state, change.events, nowEpochMs);
  if (!advanced.ok) return advanced;
  const { session: state, effects } = advanced.value;
  const { events, ...noted } = change;
  const changed: SessionRecord = { ...session, ...noted, state };
  const personal = withPictureNotes(changed.personal, events);
  const isOver = effects.includes('publish-final');
  const isDiscarded = effects.includes('discard-result');
  const dropsMedia = isDiscarded || (isOver && !(await mayKeepMedia(inside, session)));
  const next = {
    ...changed,
    personal: {
      ...(isOver ? withoutSecrets(personal) : personal),
      ...(dropsMedia && { files: [] }),
      ...(isDiscarded && { result: {} }),
    },
  };
  if (!(await inside.sessions.update(next))) throw new SessionChangedError();
  if (dropsMedia) {
    const { applicationId, mode, id } = next;
    await inside.capturePrints.eraseSession({ applicationId, mode }, id);
  }
  if (isOver) {
    await inside.audit.append({
      applicationId: next.applicationId,
      mode: next.mode,
      atEpochMs: nowEpochMs,
      action: 'session.ended',
      actor: { kind: 'session', id: next.id },
      target: next.id,
      details: { kind: next.kind, status: state.status, failure: state.failure },
    });
    const { callbackUrl } = next.personal;
    await publish(inside, {
      applicationId: next.applicationId,
      mode: next.mode,
      type: 'session.updated',
      createdAtEpochMs: nowEpochMs,
      subject: { kind: 'session', id: next.id },
      bodies: bodies(next),
      ...(callbackUrl !== null && { callback: { url: callbackUrl, format: callbackFormats[next.kind] } }),
    });
  }
  return ok({ ...next, version: next.version + 1 });
}

/** Whether its pictures may outlive it, as its application is set when it ends. */
async function mayKeepMedia(inside: Records, { applicationId }: SessionRecord): Promise<boolean> {
  const application = await inside.applications.find(applicationId);
  return application !== null && keepsMedia(application.settings);
}

/** What of a session's sealed part may be shown: all but what opens its link, and what only its page needs. */
export function withoutSecrets({
  linkToken: _,
  challenge: __,
  uploads: ___,
  refusal: ____,
  ...shown
}: SessionPersonal): Omit<SessionPersonal, 'linkToken' | 'challenge' | 'uploads' | 'refusal'> {
  return shown;
}

/** Pictures that a session no longer names, and parts of those that it no longer waits for, are destroyed once that is durable. */
export async function removeDropped(
  before: SessionRecord,
  after: SessionRecord,
  { files }: Pick<Needs, 'files'>,
): Promise<void> {
  const held = ({ personal }: SessionRecord): string[] => [
    ...personal.files.map(({ fileId }) => fileId),
    ...waitingPartsOf(personal),
  ];
  // Parts that have come to be used are still read.
  const used = (after.personal.uploads ?? []).flatMap(partFileIds);
  const kept = new Set([...held(after), ...used]);
  const dropped = held(before).filter((fileId) => !kept.has(fileId));
  if (dropped.length > 0) await files.remove(before, dropped);
}

type Find = (inside: Records) => Promise<SessionRecord | null>;

/** What a transaction came to, and which session it left behind instead of which. */
interface Done {
  readonly outcome: Outcome<SessionRecord>;
  readonly changed?: { readonly before: SessionRecord; readonly after: SessionRecord };
}

/**
 * Finds a session and changes it, in one transaction; where somebody else is faster it is found anew. A session whose
 * time is up expires instead. Failures `not-found`, `session-over`, those of `decide` and of the machine.
 */
export const changeSession = (
  needs: Needs,
  find: Find,
  decide: (session: SessionRecord) => Outcome<SessionChange>,
  settle?: SettleSessionChange,
): Promise<Outcome<SessionRecord>> =>
  repeatedly(needs, find, async (inside, before) => {
    const change = decide(before);
    if (!change.ok) return { outcome: change };
    const outcome = await applyChange(inside, before, change.value, needs);
    if (outcome.ok) await settle?.(inside, outcome.value);
    return { outcome, ...(outcome.ok && { changed: { before, after: outcome.value } }) };
  });

/** A session as it is now: one whose time is up has expired, also where nobody was there to notice. `not-found`. */
export async function readSession(needs: Needs, find: Find): Promise<Outcome<SessionRecord>> {
  const seen = await find(needs.records);
  if (seen === null) return fail({ code: 'not-found' });
  if (!isDue(seen, needs)) return ok(seen);
  const outcome = await repeatedly(needs, find, async (_, session) => ({ outcome: ok(session) }));
  if (outcome.ok || outcome.failure.code !== 'session-over') return outcome;
  const expired = await find(needs.records);
  return expired === null ? fail({ code: 'not-found' }) : ok(expired);
}

const isDue = ({ state }: SessionRecord, { now }: Needs): boolean =>
  !isFinal(state.status) && now() >= state.expiresAtEpochMs;

async function repeatedly(
  needs: Needs,
  find: Find,
  work: (inside: Records, session: SessionRecord) => Promise<Done>,
): Promise<Outcome<SessionRecord>> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { outcome, changed } = await needs.records.inTransaction(async (inside): Promise<Done> => {
        const before = await find(inside);
        if (before === null) return { outcome: fail({ code: 'not-found' }) };
        if (!isDue(before, needs)) return work(inside, before);
        const expired = await applyChange(inside, before, { events: [{ type: 'time-passed' }] }, needs);
        if (!expired.ok) throw new Error('a running session can expire');
        return { outcome: fail({ code: 'session-over' }), changed: { before, after: expired.value } };
      });
      if (changed !== undefined) await removeDropped(changed.before, changed.after, needs);
      return outcome;
    } catch (error) {
      if (!(error instanceof SessionChangedError) || tries === changeTries) throw error;
    }
  }
}
