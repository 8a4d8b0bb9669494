import { randomInt } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Mode } from '#domain/access.js';
import type { SessionScope } from '#domain/session.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import { toSessionResource } from '#http/apis/native/session-resource.js';
import { toFlowStatus } from '#http/apis/ooto/flow/to-wire.js';
import type { HttpOut } from '#ports/http-out.js';
import type { Store } from '#ports/store.js';
import type { Files } from '#services/files/files.js';
import { createSessionWork, type SessionServices } from '#services/sessions/engine-session-work.js';
import { createSessions, type Sessions } from '#services/sessions/sessions.js';
import { createStoredSessionFiles } from '#services/sessions/stored-session-files.js';
import { publishEvent } from '#services/webhooks/publish-event.js';

/** Sessions that nobody comes back to end by themselves so soon after their time. */
const expiryIntervalMs = 60_000;

export interface ComposedSessions {
  readonly sessions: Sessions;
  /** Ends what ran out, also while the server was down, and keeps doing so. */
  start(): void;
  close(): void;
}

/** The sessions of every dialect, wired. */
export function composeSessions(options: {
  readonly store: Pick<Store, 'records' | 'keyedHash' | 'rateLimits'>;
  readonly httpOut: Pick<HttpOut, 'checkTarget'>;
  readonly files: Files;
  readonly work: Omit<SessionServices, 'deadlineMs'>;
  readonly publicUrl: () => string;
  readonly deadlineMs: number;
  /** Whether a model is installed that tells presentation attacks. */
  readonly attackDetection: InstalledModels['status'];
  /** Whether one is that tells deepfakes. */
  readonly deepfakeDetection: boolean;
  readonly logger: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1, for challenges. Only tests give one; left out: a secure one. */
  readonly random?: () => number;
}): ComposedSessions {
  const { random = secureRandom } = options;
  const { store, httpOut, files, publicUrl, deadlineMs, attackDetection, deepfakeDetection, logger, now } = options;
  const { records } = store;
  const canFilm = options.work.videoFrames.available;
  // What nothing can assess here; the sandbox answers for it. A person who is filmed shows that he lives by what he does; a
  // still is judged by nets alone. Nets that were altered judge nothing, and nothing passes beside them.
  const unavailable = new Set<SessionScope>();
  const canJudge = attackDetection === 'installed' || (attackDetection === 'not-installed' && canFilm);
  if (!canJudge) unavailable.add('liveness');
  if (!deepfakeDetection) unavailable.add('deepfake');
  const sessions = createSessions({
    ...store,
    now,
    publicUrl,
    checkTarget: (url, purpose) => httpOut.checkTarget(url, purpose),
    scopeAvailable: (scope: SessionScope, mode: Mode) => mode === 'test' || !unavailable.has(scope),
    // A video is longer than what one picture takes.
    work: createSessionWork({ ...options.work, deadlineMs: 2 * deadlineMs }),
    canFilm,
    random,
    files: createStoredSessionFiles({ files, records, now }),
    publish: publishEvent,
    bodies: (session) => ({
      native: toSessionResource(session, null), // told at the end, when its link opens nothing
      ...(session.kind === 'ooto-flow' && { ooto: toFlowStatus(session) }),
    }),
    // No work takes longer than its wait for a worker, two analyses and the frames of a video.
    workLeaseMs: 120_000 + 4 * deadlineMs,
  });
  let timer: NodeJS.Timeout | null = null;
  const expire = (): void => {
    sessions.application
      .expireDue(now())
      .catch((error: unknown) =>
        logger.error({ event: 'sessions-not-expired', error: error instanceof Error ? error.name : 'unknown' }),
      );
  };
  return {
    sessions,
    start() {
      expire();
      timer = setInterval(expire, expiryIntervalMs).unref();
    },
    close() {
      if (timer !== null) clearInterval(timer);
    },
  };
}

/** From 0 to below 1, in steps of 2⁻⁴⁷: the widest that `randomInt` gives. */
const secureRandom = (): number => randomInt(2 ** 47) / 2 ** 47;
