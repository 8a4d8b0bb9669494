/** The registries of the domain whose codes stand in answers, with what each code means, for pages that explain them. */
export { auditActions, type AuditAction } from '#domain/audit.js';
export { scopes as keyScopes, type Mode } from '#domain/access.js';
export { activeLivenessReasons } from '#domain/challenge.js';
export { dialects } from '#domain/dialect.js';
export {
  discrepancyKinds,
  documentFieldNames,
  type DocumentAssessment,
  type DocumentFieldName,
} from '#domain/document.js';
export { cueNotAssessedReasons, documentCues, type DocumentCue } from '#domain/document-cues.js';
export { documentWarnings } from '#domain/document-warnings.js';
export { eventTypes, webhookFormats } from '#domain/event.js';
export type { DetectedFace, FaceAssessment } from '#domain/face.js';
export { failureDescriptions } from '#domain/failure.js';
export type { RotatedBox } from '#domain/geometry.js';
export { observationMeanings, type Observation } from '#domain/observation.js';
export { operationResults, operations, type ResultOf } from '#domain/operation.js';
export { qualityComponentNames, type QualityComponentName } from '#domain/quality.js';
export { adviceFor } from '#domain/quality-advice.js';
export { reviewReasonCodes, reviewReasons, type ReviewReason } from '#domain/review.js';
export { sessionScopes, sessionStatuses, type SessionScope } from '#domain/session.js';
export type { SessionResult } from '#domain/session-result.js';
export { notAssessedReasons, type Signal } from '#domain/signal.js';
export { passwordLength, userNameSchema, userRoles, type Grant, type UserRole } from '#domain/user.js';
export { decisionReasons, type Verdict } from '#domain/verification.js';
