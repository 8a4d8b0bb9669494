import { z } from 'zod';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';
import { decisionReasons, type DecisionReason } from '#domain/verification.js';

/** OOTO's words (seed 002), which every dialect's session lives through. */
export const sessionStatuses = [
  'CREATED',
  'CAPTCHA_OK',
  'IN_PROGRESS',
  'DONE',
  'FAILED',
  'EXPIRED',
  'CANCELED',
] as const;
export const sessionStatusSchema = z.enum(sessionStatuses);
export type SessionStatus = (typeof sessionStatuses)[number];

export const finalStatuses = ['DONE', 'FAILED', 'EXPIRED', 'CANCELED'] as const;
export type FinalStatus = (typeof finalStatuses)[number];
export const isFinal = (status: SessionStatus): status is FinalStatus =>
  (finalStatuses as readonly SessionStatus[]).includes(status); // `includes` asks for the narrower type

/**
 * What can be asked of a session, in the order in which it runs: the document first, then the gates before the match,
 * and the search before the enrolment, else a person would find himself.
 */
export const sessionScopes = ['document', 'liveness', 'deepfake', 'match', 'search', 'enroll'] as const;
export const sessionScopeSchema = z.enum(sessionScopes);
export type SessionScope = (typeof sessionScopes)[number];

/** Those of seed 002. */
export const ootoScopes = ['liveness', 'deepfake', 'search', 'enroll'] as const satisfies readonly SessionScope[];

export const sessionSteps = ['DOCUMENT', 'LIVENESS', 'DEEPFAKE', 'MATCH', 'SEARCH', 'ENROLL'] as const;
export const sessionStepSchema = z.enum(sessionSteps);
export type SessionStep = (typeof sessionSteps)[number];

export const stepOf = {
  document: 'DOCUMENT',
  liveness: 'LIVENESS',
  deepfake: 'DEEPFAKE',
  match: 'MATCH',
  search: 'SEARCH',
  enroll: 'ENROLL',
} as const satisfies Record<SessionScope, SessionStep>;

/** The steps of a session, each scope once, in the order in which they run. */
export const stepsOf = (scopes: readonly SessionScope[]): SessionStep[] =>
  sessionScopes.filter((scope) => scopes.includes(scope)).map((scope) => stepOf[scope]);

/** What a person has to show. */
export const pictureKinds = ['document', 'selfie'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/**
 * All steps that look at the face work on one picture: else somebody could pass the gates as himself and be enrolled as
 * another.
 */
export const pictureOf = {
  DOCUMENT: 'document',
  LIVENESS: 'selfie',
  DEEPFAKE: 'selfie',
  MATCH: 'selfie',
  SEARCH: 'selfie',
  ENROLL: 'selfie',
} as const satisfies Record<SessionStep, PictureKind>;

/** Whose session it is: which link the person opens, and which body its application is told. */
export const sessionKinds = ['ooto-flow', 'deepidv', 'clearconsent', 'native'] as const;
export const sessionKindSchema = z.enum(sessionKinds);
export type SessionKind = (typeof sessionKinds)[number];

const failureCodes = Object.keys({ ...failureDescriptions, ...decisionReasons }) as [
  FailureCode | DecisionReason,
  ...(FailureCode | DecisionReason)[],
]; // Object.keys loses the key type

export const sessionFailureSchema = z.enum(failureCodes);
/** Why a session failed: a gate's reason, or what the server could not do. */
export type SessionFailure = z.infer<typeof sessionFailureSchema>;

/** In plain words. */
export const sessionFailureText = (failure: SessionFailure): string =>
  failure in decisionReasons
    ? decisionReasons[failure as DecisionReason] // just asked
    : failureDescriptions[failure as FailureCode]; // the only other kind

/** One picture that is being worked on: a session works on one at a time. */
export interface SessionWorkLease {
  readonly id: string;
  /** From then on the work counts as abandoned: its process has died. */
  readonly untilEpochMs: number;
}

/** Everything that the state machine reads and writes. Nothing in it is about a person. */
export interface SessionState {
  readonly status: SessionStatus;
  /** In the order in which they run; never empty. */
  readonly scopes: readonly SessionScope[];
  /** The next operation; null once the session is over. */
  readonly nextStep: SessionStep | null;
  /** A proof of work comes before anything else. */
  readonly needCaptcha: boolean;
  /** Pictures of the present kind that a gate refused or the server could not finish; the third ends the session. */
  readonly attempts: number;
  /** Pictures on which nothing could be judged: no face, no document, not a picture. */
  readonly unusablePictures: number;
  readonly work: SessionWorkLease | null;
  readonly expiresAtEpochMs: number;
  readonly endedAtEpochMs: number | null;
  readonly failure: SessionFailure | null;
}

/** How long a link lives: what is asked for is clamped to these (seed 002: 86400 s). */
export const sessionLifetimeSeconds = { least: 60, most: 86_400, usual: 86_400 } as const;
