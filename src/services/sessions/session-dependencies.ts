import type { Mode } from '#domain/access.js';
import type { DomainEvent } from '#domain/event.js';
import type { Outcome } from '#domain/outcome.js';
import type { SessionScope } from '#domain/session.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { SessionFiles } from '#services/sessions/session-files.js';
import type { SessionWork } from '#services/sessions/session-work.js';

/** What sessions need of the rest of the server. */
export interface SessionDependencies {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  readonly rateLimits: RateLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where callers reach this server, without a trailing slash; known once it listens. */
  readonly publicUrl: () => string;
  /** Failure `url-refused`; its detail is told to the caller. */
  readonly checkTarget: (url: string, purpose: 'callback' | 'return-url') => Outcome<unknown>;
  /** Whether this installation can do it; the sandbox may be able to do more. */
  readonly scopeAvailable: (scope: SessionScope, mode: Mode) => boolean;
  readonly work: SessionWork;
  /** Whether videos can be looked at here; else no challenge is drawn. */
  readonly canFilm: boolean;
  /** For challenges: from 0 to below 1, not to be foreseen; only tests give one that can be. */
  readonly random: () => number;
  readonly files: SessionFiles;
  /** Becomes durable with the session's final state, or not at all. */
  readonly publish: (inside: Records, event: DomainEvent) => Promise<void>;
  /** What the application is told of a session, in every shape that there is one for. */
  readonly bodies: (session: SessionRecord) => DomainEvent['bodies'];
  /** No work on one picture takes longer; after that its process counts as dead. */
  readonly workLeaseMs: number;
}
