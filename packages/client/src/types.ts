import type { DocumentAssessment, DocumentReading } from './document-types.js';
import type {
  ActiveLivenessReport,
  Comparison,
  Decision,
  DecisionReason,
  Demographics,
  DetectedFace,
  FaceAssessment,
  Injection,
  InjectionBlock,
  Observation,
  Quality,
  QualityAdvice,
  QualityComponentName,
  SearchCandidate,
  SignalBlock,
  Timings,
  Verdict,
} from './engine-types.js';
import type { Failure, FailureCode } from './failure-types.js';

/** Resources of `/api/v2`. Times are ISO 8601 in UTC. `types.test.ts` holds them to the server's schemas. */
export type * from './administration-types.js';
export type * from './document-types.js';
export type * from './engine-types.js';
export type * from './failure-types.js';
export type * from './webhook-types.js';

/** An object of yours, at most 16 kB of JSON, given back as it is. */
export type Metadata = Record<string, unknown>;

export interface Page<Item> {
  data: Item[];
  /** Null on the last page. */
  nextCursor: string | null;
}

export type Operation =
  | 'doc-identify'
  | 'identity-check'
  | 'video-check'
  | 'document-read'
  | 'document-presence'
  | 'face-detect'
  | 'face-assess'
  | 'face-compare'
  | 'face-verify'
  | 'enrol'
  | 'search';

interface VerificationCommon {
  id: string;
  object: 'verification';
  createdAt: string;
  livemode: boolean;
  dialect: 'ooto' | 'deepidv' | 'clearconsent' | 'trustmatic' | 'native';
  operation: Operation;
  sessionId: string | null;
}

/** A signed address of a picture; whoever has it can fetch the picture until `expiresAt`. */
export interface FileLink {
  id: string;
  role: string;
  url: string;
  expiresAt: string;
}

interface VerificationAbout {
  userIdentifier: string | null;
  metadata: Metadata | null;
  files: FileLink[];
}

export interface Review {
  status: 'waiting' | 'approved' | 'rejected';
  decidedAt: string | null;
  reviewer: string | null;
  reason: string | null;
}

/** `advice`: what to do better, the most useful first; empty where everything is fine. */
export type QualityResource = Quality & { advice: QualityAdvice[] };

/** A verification of document and selfie, with all that was found. */
export interface CompletedVerification extends VerificationCommon, VerificationAbout {
  status: 'completed';
  match: boolean;
  decision: Decision;
  reasons: DecisionReason[];
  /** 0 to 1; 0.75 is exactly the threshold. */
  similarity: number;
  comparison: Comparison;
  face: DetectedFace & { demographics: Demographics };
  document: DocumentAssessment;
  documentBack: DocumentAssessment | null;
  liveness: SignalBlock;
  injection: InjectionBlock;
  deepfake: SignalBlock;
  observations: Observation[];
  quality: QualityResource;
  review: Review | null;
  timings: Timings;
}

export interface FailedVerification extends VerificationCommon, VerificationAbout {
  status: 'failed';
  failure: Failure;
}

export interface ErasedVerification extends VerificationCommon {
  status: 'erased';
  erasedAt: string;
}

/** Another operation than a verification (a search, a comparison, …): its result as the engine gives it. */
export interface OperationRecord extends VerificationCommon, VerificationAbout {
  status: 'completed';
  result: Record<string, unknown>;
  review: Review | null;
}

/** Told apart by `status`; among the completed ones, only an `OperationRecord` has `result`. */
export type Verification = CompletedVerification | FailedVerification | ErasedVerification | OperationRecord;

export interface VerificationSummary extends VerificationCommon {
  status: 'completed' | 'failed' | 'erased';
}

/** What a verification is told besides its pictures. */
export interface NewVerificationFields {
  /** Your name for the person: what is stored is found and erased by it. */
  userIdentifier?: string | undefined;
  metadata?: Metadata | undefined;
  /** Required beyond what the application requires; can take nothing away. */
  policy?:
    | {
        requireLiveness?: boolean | undefined;
        requireDeepfake?: boolean | undefined;
        requiredQuality?: QualityComponentName[] | undefined;
      }
    | undefined;
}

export interface ReviewVerdict {
  decision: 'approve' | 'reject';
  reason?: string | undefined;
  reviewer?: string | undefined;
}

export interface WaitingReview {
  object: 'review';
  openedAt: string;
  verification: VerificationSummary;
}

export type SessionScope = 'document' | 'liveness' | 'deepfake' | 'match' | 'search' | 'enroll';
export type SessionStatus = 'CREATED' | 'CAPTCHA_OK' | 'IN_PROGRESS' | 'DONE' | 'FAILED' | 'EXPIRED' | 'CANCELED';

/** What the steps of a session found; a step that did not run has no key. */
export interface SessionResult {
  document?: DocumentReading | undefined;
  face?: FaceAssessment | undefined;
  activeLiveness?: ActiveLivenessReport | undefined;
  injection?: Injection | undefined;
  verdict?: Verdict | undefined;
  search?: { candidates: SearchCandidate[]; threshold: number; gallerySize: number } | undefined;
  enrolment?: { templateId: string; sampleId: string } | undefined;
}

interface SessionCommon {
  id: string;
  object: 'session';
  createdAt: string;
  kind: 'ooto-flow' | 'deepidv' | 'clearconsent' | 'native';
  status: SessionStatus;
  scopes: SessionScope[];
  nextStep: 'DOCUMENT' | 'LIVENESS' | 'DEEPFAKE' | 'MATCH' | 'SEARCH' | 'ENROLL' | null;
  expiresAt: string;
  endedAt: string | null;
  failure: { code: FailureCode | DecisionReason; info: string } | null;
}

export interface Session extends SessionCommon {
  livemode: boolean;
  needCaptcha: boolean;
  claimed: boolean;
  /** The link, as long as the session is open, to keys that may make links. */
  url: string | null;
  consentedAt: string | null;
  userIdentifier: string | null;
  externalId: string | null;
  metadata: Metadata | null;
  callbackUrl: string | null;
  returnUrl: string | null;
  result: SessionResult | null;
}

export interface SessionSummary extends SessionCommon {
  erasedAt: string | null;
}

export interface CreatedSession extends Session {
  /** The link for the person. */
  url: string;
}

export interface NewSession {
  scopes: SessionScope[];
  userIdentifier?: string | undefined;
  externalId?: string | undefined;
  metadata?: Metadata | undefined;
  callbackUrl?: string | undefined;
  returnUrl?: string | undefined;
  /** 60 to 86,400; a day where nothing is said. */
  lifetimeSeconds?: number | undefined;
}

/** An enrolled person. */
export interface Template {
  id: string;
  object: 'template';
  createdAt: string;
  updatedAt: string;
  livemode: boolean;
  userIdentifier: string | null;
  label: string | null;
  metadata: Metadata | null;
  samples: { id: string; createdAt: string; quality: number; recogniser: string; imageFileId: string | null }[];
}

export interface EnrolFields {
  /** One that is there gets another picture. Left out: a new person. */
  templateId?: string | undefined;
  userIdentifier?: string | undefined;
  label?: string | undefined;
  metadata?: Metadata | undefined;
}

export interface Enrolment {
  object: 'enrolment';
  verificationId: string;
  templateId: string;
  sampleId: string;
  face: FaceAssessment;
}

export interface SearchFields {
  /** Candidates at most, 1 to 100; 1 where nothing is said. */
  limit?: number | undefined;
}

export interface Search {
  object: 'search';
  verificationId: string;
  face: FaceAssessment;
  /** By falling score; empty: nobody was found. */
  candidates: SearchCandidate[];
  threshold: number;
  gallerySize: number;
}
