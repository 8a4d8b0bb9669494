import type { QualityComponentName } from './engine-types.js';

export type Scope = 'verify' | 'read' | 'capture' | 'search' | 'admin';

export interface ApplicationSettings {
  policy: {
    operatingPoint: {
      threshold: number;
      reviewFrom: number;
      policy?: string | undefined;
      recogniserDigest?: string | undefined;
      falseMatchRates?: { score: number; rate: number }[] | undefined;
    } | null;
    requireLiveness: boolean;
    requireDeepfake: boolean;
    requireInjection: boolean;
    requiredQuality: QualityComponentName[];
  };
  limits: { perSecond: number; burst: number; perDay: number | null };
  tokens: { enforced: boolean; prices: Record<string, number>; otherwise: number };
  retention: { mediaDays: number; sessionDays: number; verificationDays: number | null; keepEnrolmentImages: boolean };
  enrolment: { refuseDuplicates: boolean; falsePositiveIdentificationRate: number | null };
  sessions: { needCaptcha: boolean; captchaDifficultyBits: number; embeddingOrigins: string[] };
  pages: {
    productName: string | null;
    accentColour: string;
    logo: string | null;
    privacyUrl: string | null;
    anotherWay: string | null;
  };
  clearConsent: {
    forbidSecretKeyInPage: boolean;
    requireServerSideLinks: boolean;
    requireLiveness: boolean;
    secondOpinion: boolean;
  };
  review: { queue: boolean; immediateDelivery: boolean; fourEyes: boolean };
  demographics: { ageAndGender: boolean; race: boolean };
}

/** What is named is set, what is not stays. */
export type SettingsChange = { [Group in keyof ApplicationSettings]?: Partial<ApplicationSettings[Group]> };

export interface Application {
  id: string;
  object: 'application';
  name: string;
  createdAt: string;
  settings: ApplicationSettings;
  tokenBalance: number;
}

export interface UsageRow {
  /** `YYYY-MM-DD` in UTC. */
  day: string;
  livemode: boolean;
  keyId: string;
  operation: string;
  calls: number;
  tokens: number;
}

export interface Key {
  id: string;
  object: 'key';
  kind: 'secret' | 'publishable';
  livemode: boolean;
  name: string;
  scopes: Scope[];
  createdAt: string;
  revokedAt: string | null;
  succeeds: string | null;
}

export interface CreatedKey extends Key {
  /** The whole key, shown this once. */
  key: string;
}

export interface NewKey {
  name: string;
  kind?: 'secret' | 'publishable' | undefined;
  mode?: 'live' | 'test' | undefined;
  scopes: Scope[];
}

export type AuditAction =
  | 'application.created'
  | 'application.settings-changed'
  | 'application.policy-used'
  | 'policy.created'
  | 'application.tokens-added'
  | 'key.created'
  | 'key.rotated'
  | 'key.shown-in-page'
  | 'key.revoked'
  | 'operation.performed'
  | 'template.deleted'
  | 'session.created'
  | 'session.ended'
  | 'session.cancelled'
  | 'session.released'
  | 'webhook-endpoint.created'
  | 'webhook-endpoint.changed'
  | 'webhook-endpoint.deleted'
  | 'webhook-endpoint.secret-rotated'
  | 'webhook-endpoint.tested'
  | 'webhook-delivery.replayed'
  | 'review.voted'
  | 'review.decided'
  | 'file.viewed'
  | 'subject.erased'
  | 'subject.exported'
  | 'verifications.exported'
  | 'master-key.rotated'
  | 'backup.restored'
  | 'user.added'
  | 'user.changed'
  | 'user.reset'
  | 'user.set-up'
  | 'user.second-factor-set'
  | 'user.signed-in'
  | 'user.sign-in-failed'
  | 'user.signed-out'
  | 'user.password-changed'
  | 'user.recovery-codes-renewed';

export interface AuditEntry {
  object: 'audit-entry';
  sequence: number;
  at: string;
  livemode: boolean | null;
  action: AuditAction;
  actor: { kind: 'key' | 'operator' | 'user' | 'session' | 'system'; id: string | null };
  target: string | null;
  details: Record<string, string | number | boolean | null>;
}

export interface StoredFile {
  id: string;
  object: 'file';
  createdAt: string;
  livemode: boolean;
  class: 'media' | 'upload' | 'enrolment' | 'part';
  role:
    | 'document-front'
    | 'document-back'
    | 'document-video'
    | 'portrait'
    | 'selfie'
    | 'selfie-video'
    | 'photo'
    | 'first-photo'
    | 'second-photo'
    | 'enrolment-photo'
    | 'upload';
  contentType:
    | 'image/jpeg'
    | 'image/png'
    | 'image/webp'
    | 'image/heic'
    | 'image/heif'
    | 'image/gif'
    | 'image/bmp'
    | 'image/tiff'
    | 'image/avif'
    | 'video/mp4'
    | 'video/webm'
    | 'video/quicktime'
    | 'video/x-matroska'
    | 'video/3gpp'
    | 'video/x-msvideo'
    | 'application/octet-stream';
  sizeBytes: number;
  expiresAt: string | null;
  verificationId: string | null;
  sessionId: string | null;
  templateId: string | null;
  /** Signed: whoever has it can fetch the file until `urlExpiresAt`. */
  url: string;
  urlExpiresAt: string;
}

export interface NewUpload {
  contentType: string;
  /** Exactly. */
  sizeBytes: number;
}

export interface Upload {
  object: 'upload';
  /** Names the file in later calls, for 24 hours. */
  key: string;
  /** Where to send the bytes, once. */
  url: string;
  method: 'PUT';
  headers: { 'Content-Type': string };
  expiresAt: string;
}

export interface NewErasure {
  userIdentifier: string;
}

/** Signed with Ed25519 over the canonical JSON (RFC 8785) of everything else. */
export interface ErasureReceipt {
  id: string;
  applicationId: string;
  mode: 'live' | 'test';
  subject: { kind: 'user' | 'check'; hash: string };
  erasedAt: string;
  counts: Record<string, number>;
  keyId: string;
  signature: string;
}
