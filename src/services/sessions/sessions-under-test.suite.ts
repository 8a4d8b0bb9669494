import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Principal } from '#domain/access.js';
import { defaultApplicationSettings, type ApplicationSettings } from '#domain/application-settings.js';
import type { DomainEvent } from '#domain/event.js';
import type { FaceAssessment } from '#domain/face.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Records } from '#ports/records.js';
import type { Store } from '#ports/store.js';
import { createPerformOperation, type PerformOperation } from '#services/perform-operation.js';
import { claimSecretsOf } from '#services/sessions/claim-cookie.js';
import type { NewSession } from '#services/sessions/create-session.js';
import type { Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { FilmedSelfie, FilmRequest, SessionWork, SessionWorkRequest } from '#services/sessions/session-work.js';
import { createSessions, type Sessions } from '#services/sessions/sessions.js';

const fine = { status: 'assessed', score: 0.96, fine: true } as const;
export const notFine = { status: 'assessed', score: 0.1, fine: false } as const;

/** A face that passes both gates. */
export const goodFace: FaceAssessment = { ...sampleVerification().face, liveness: fine, deepfake: fine };
export const { document } = sampleVerification();
export const reading = { document, picture: { width: 900, height: 600 }, timings: {} };
export const templateId = '16de28ea-dd15-4005-9a42-539e911db2d3';
export const search = {
  candidates: [{ templateId, score: -0.3, similarity: 0.8926 }],
  threshold: -0.4,
  gallerySize: 7,
};

/** What the engine is going to say; a test replaces what it is about. */
export type Script = OperationScript & { film: (request: FilmRequest) => Promise<Outcome<FilmedSelfie>> };
type OperationScript = { -readonly [O in keyof typeof scripted]: () => Promise<Outcome<ResultOf<O>>> };
const scripted = {
  'document-read': async () => ok(reading),
  'face-assess': async () => ok({ face: goodFace, timings: {} }),
  'doc-identify': async () => ok(sampleVerification({ face: goodFace })),
  search: async () => ok({ face: goodFace, ...search }),
  enrol: async () => ok({ face: goodFace, templateId, sampleId: 's1' }),
} as const;

/** Thirty a second, never quite evenly. */
const asCamerasDo = Array.from({ length: 150 }, (_, index) => 33 * index + ((7 * index) % 5));

/** A video of somebody who did what was asked, if anything was. */
export const goodVideo = ({ challenge }: Pick<FilmRequest, 'challenge'>): FilmedSelfie => ({
  bestFrame: jpeg.bytes,
  analysis: { face: goodFace, template: { digest: 'd', vector: Float32Array.of(1) }, timings: {} },
  activeLiveness: {
    reasons: [],
    steps: (challenge?.steps ?? []).map(({ motion, atMs }) => ({
      motion,
      askedAtMs: atMs,
      madeAtMs: atMs + 400,
      reason: null,
    })),
  },
  recording: { durationMs: 5000, width: 640, height: 480, pictureTimesMs: asCamerasDo, thumbnails: [] },
});

export const owner = { applicationId: 'app_a', mode: 'live' } as const;
export const start = 1_000_000;
/** The magic bytes of a WebM file. */
export const webm = { status: 'complete', bytes: Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0) } as const;
export const jpeg = { status: 'complete', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) } as const;

export interface SessionsUnderTest {
  readonly clock: { nowEpochMs: number };
  readonly script: Script;
  /** What was worked on, in order. */
  readonly worked: Operation[];
  readonly published: DomainEvent[];
  /** File id → kind. */
  readonly files: Map<string, string>;
  /** Parts of pictures on their way, by the ids of their files. */
  readonly parts: Map<string, Uint8Array>;
  readonly settings: ApplicationSettings;
  readonly principal: Principal;
  store: Store;
  sessions: Sessions;
  /** Stops the server and starts it on the same data. */
  restart(): Promise<void>;
  /** Another process of the same server. */
  another(): Promise<Sessions>;
  create(request?: Partial<NewSession>): Promise<{ token: string; id: string }>;
  /** A link opened and claimed by a browser, which has brought its cookie back. */
  claimed(request?: Partial<NewSession>): Promise<Person & { id: string }>;
  close(): Promise<void>;
}

/** Sessions over a real database, a scripted engine, a clock of its own and a receiver that notes what it is told. */
export async function startSessions(
  replaced: Partial<Pick<SessionDependencies, 'bodies' | 'scopeAvailable' | 'canFilm' | 'random'>> & {
    /** In place of the script. */
    readonly work?: (needs: {
      readonly records: Records;
      readonly perform: PerformOperation;
      readonly now: () => number;
    }) => SessionWork;
    readonly settings?: ApplicationSettings;
    /** Every process of a server opens its own. */
    readonly openStore?: () => Promise<Store>;
    /** What the services get in place of the store itself. */
    readonly throughStore?: (store: Store) => Store;
  } = {},
): Promise<SessionsUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-sessions-'));
  const { settings = defaultApplicationSettings } = replaced;
  const principal: Principal = { ...owner, keyId: 'k1', scopes: ['verify', 'read', 'search'], settings };
  const open =
    replaced.openStore ??
    (() => openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 }));
  const others: Store[] = [];
  const script: Script = { ...scripted, film: async (request) => ok(goodVideo(request)) };
  const operations: OperationScript = script;
  const under = {
    clock: { nowEpochMs: start },
    worked: [],
    published: [],
    files: new Map<string, string>(),
    parts: new Map<string, Uint8Array>(),
  };
  const shared: Pick<SessionsUnderTest, 'clock' | 'worked' | 'published' | 'files' | 'parts'> = under;
  const now = (): number => shared.clock.nowEpochMs;

  const sessionsOver = (store: Store): Sessions => {
    const { records, keyedHash } = replaced.throughStore?.(store) ?? store;
    const perform = createPerformOperation({ records, now });
    const working =
      <O extends keyof OperationScript>(operation: O) =>
      ({ session, principal: by, settle }: SessionWorkRequest<O>) => {
        shared.worked.push(operation);
        const request = { transactionId: randomUUID(), principal: by, dialect: 'ooto', operation, settle } as const;
        return perform<O>({ ...request, sessionId: session.id }, operations[operation]);
      };
    return createSessions({
      records,
      keyedHash,
      rateLimits: createMemoryRateLimits(),
      now,
      publicUrl: () => 'https://id.example',
      checkTarget: (url) =>
        url.startsWith('https://') ? ok(null) : fail({ code: 'url-refused', detail: 'not https' }),
      scopeAvailable: replaced.scopeAvailable ?? (() => true),
      canFilm: replaced.canFilm ?? true,
      random: replaced.random ?? Math.random,
      work: replaced.work?.({ records, perform, now }) ?? {
        readDocument: working('document-read'),
        assessFace: working('face-assess'),
        verify: working('doc-identify'),
        film: (request) => script.film(request),
        search: working('search'),
        enrol: working('enrol'),
      },
      files: {
        async keep(_, kind) {
          const fileId = randomUUID();
          shared.files.set(fileId, kind);
          return fileId;
        },
        async keepPart(_, fileId, bytes) {
          shared.parts.set(fileId, bytes);
        },
        prolongParts: async (_, fileIds) => new Set(fileIds.filter((fileId) => shared.parts.has(fileId))),
        read: async (_, fileId) => shared.parts.get(fileId) ?? (shared.files.has(fileId) ? jpeg.bytes : null),
        async remove(_, fileIds) {
          for (const fileId of fileIds) {
            shared.files.delete(fileId);
            shared.parts.delete(fileId);
          }
        },
      },
      publish: async (_, event) => void shared.published.push(event),
      bodies: replaced.bodies ?? (({ id, state }) => ({ native: { id, status: state.status } })),
      workLeaseMs: 60_000,
    });
  };

  const store = await open();
  await store.records.applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings });
  for (const [id, mode] of [
    ['k1', 'live'],
    ['k2', 'test'],
  ] as const) {
    const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
    const key = { id, applicationId: 'app_a', kind: 'secret', mode, name: 'a', scopes: principal.scopes } as const;
    await store.records.keys.create({ ...key, ...times, secretHash: new Uint8Array(32) });
  }

  const result: SessionsUnderTest = {
    ...shared,
    script,
    settings,
    principal,
    store,
    sessions: sessionsOver(store),
    async restart() {
      await result.store.close();
      result.store = await open();
      result.sessions = sessionsOver(result.store);
    },
    async another() {
      const other = await open();
      others.push(other);
      return sessionsOver(other);
    },
    async create(request = {}) {
      const created = await result.sessions.application.create(principal, {
        kind: 'ooto-flow',
        scopes: ['liveness', 'search', 'enroll'],
        ...request,
      });
      if (!created.ok) throw new Error(created.failure.code);
      return { token: created.value.token, id: created.value.session.id };
    },
    async claimed(request) {
      const { token, id } = await result.create(request);
      const claim = await result.sessions.person.claim({ token, secrets: [], address: null });
      if (!claim.ok) throw new Error(claim.failure.code);
      const person = { token, secrets: claimSecretsOf(`bonafide-claim=${claim.value.secret}`) };
      await result.sessions.person.claim({ ...person, address: null });
      return { ...person, id };
    },
    async close() {
      for (const opened of [result.store, ...others]) await opened.close();
      rmSync(directory, { recursive: true });
    },
  };
  return result;
}
