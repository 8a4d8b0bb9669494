import { createHash, randomUUID } from 'node:crypto';
import { captureEvidenceSchema, type CaptureEvidence } from '#domain/capture-evidence.js';
import type { DrawnChallenge } from '#domain/challenge.js';
import { injectionNotAssessed, type Injection, type InjectionSign } from '#domain/injection.js';
import { isSameRecording } from '#engine/injection/compare-prints.js';
import { filmFileSigns, stillFileSigns } from '#engine/injection/file-signs.js';
import { decodeFilmPrint, encodeFilmPrint, filmPrint } from '#engine/injection/film-print.js';
import { judgeInjection } from '#engine/injection/judge-injection.js';
import { pageSigns } from '#engine/injection/page-signs.js';
import { printBands } from '#engine/injection/print-bands.js';
import { recordingSigns } from '#engine/injection/recording-signs.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import { SessionChangedError } from '#services/sessions/change-session.js';
import type { FilmedSelfie } from '#services/sessions/session-work.js';

/** A selfie as it came in. */
export interface SelfieCapture {
  readonly session: SessionRecord;
  /** Of the work on it. */
  readonly workId: string;
  readonly bytes: Uint8Array;
  readonly arrivedAtEpochMs: number;
  /** Of one that was filmed. */
  readonly filmed: FilmedSelfie | null;
  /** The challenge that a film answered; null: none. */
  readonly drawn: DrawnChallenge | null;
  /** What the page says of how it was taken. */
  readonly capture: Readonly<Record<string, unknown>> | null;
}

/**
 * Whether a selfie was taken now by the camera of its session. What it is known again by becomes durable before it is judged, so
 * that of two sessions which get one film at the same time the later one is told. Throws `SessionChangedError` where the session has
 * ended or moved on: it then leaves nothing behind.
 */
export type AssessInjection = (capture: SelfieCapture) => Promise<Injection>;

/** Prints that are looked at closely: comparing two films of 15 s takes about 5 ms. */
const mostCompared = 8;

export function createAssessInjection({ records }: { readonly records: Records }): AssessInjection {
  return async (capture) => {
    const { session, bytes, arrivedAtEpochMs, filmed, drawn } = capture;
    const page = evidenceOf(capture.capture);
    const times = { sessionCreatedAtEpochMs: session.createdAtEpochMs };
    const signs: InjectionSign[] = [...(await seenBefore(capture)), ...pageSigns(page)];
    if (filmed === null) {
      signs.push(...stillFileSigns(bytes, times));
      if (session.personal.challenge !== undefined) signs.push('challenge-avoided');
    } else {
      const sinceDrawMs = drawn === null ? null : arrivedAtEpochMs - drawn.drawnAtEpochMs;
      const { recording, activeLiveness } = filmed;
      signs.push(...filmFileSigns(bytes, times));
      signs.push(...recordingSigns({ recording, sinceDrawMs, page, reasons: activeLiveness.reasons }));
    }
    // Silence is held against nobody, and where there is nothing but silence nothing was assessed.
    const isTold = drawn !== null || page.source !== undefined || signs.length > 0;
    if (!isTold) return injectionNotAssessed('capture-not-told');
    return judgeInjection(drawn === null ? [...signs, 'not-bound-in-time'] : signs);
  };

  /** Compares with what other sessions showed, and keeps it for those that come. */
  async function seenBefore({
    session,
    workId,
    bytes,
    arrivedAtEpochMs,
    filmed,
  }: SelfieCapture): Promise<InjectionSign[]> {
    const { applicationId, mode, id: sessionId } = session;
    const owner = { applicationId, mode };
    const file = `file:${createHash('sha256').update(bytes).digest('hex')}`;
    const print = filmed === null ? null : filmPrint(filmed.recording.thumbnails);
    const bands = print === null ? [] : printBands(print);
    const stored = {
      id: randomUUID(),
      sessionId,
      createdAtEpochMs: arrivedAtEpochMs,
      values: [file, ...bands],
      print: print === null ? null : encodeFilmPrint(print),
    };
    const { sameFile, alike } = await records.inTransaction(async (inside) => {
      const found = await inside.sessions.find(owner, sessionId);
      if (found?.state.work?.id !== workId) throw new SessionChangedError();
      const notOfSession = sessionId;
      const same = await inside.capturePrints.alike(owner, [file], { notOfSession, limit: 1 });
      const near = await inside.capturePrints.alike(owner, bands, { notOfSession, limit: mostCompared });
      await inside.capturePrints.add(owner, stored);
      return { sameFile: same.length > 0, alike: near };
    });
    const sameFrames =
      print !== null &&
      alike.some((other) => other.print !== null && isSameRecording(print, decodeFilmPrint(other.print)));
    return [
      ...(sameFile ? (['file-seen-before'] as const) : []),
      ...(sameFrames ? (['frames-seen-before'] as const) : []),
    ];
  }
}

/** Beside what the server itself noted of the request. */
const evidenceSchema = captureEvidenceSchema.strip();

/** What cannot be read tells nothing. */
function evidenceOf(capture: SelfieCapture['capture']): CaptureEvidence {
  const parsed = evidenceSchema.safeParse(capture ?? {});
  return parsed.success ? parsed.data : {};
}
