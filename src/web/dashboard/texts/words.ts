import type { VerificationRow } from '#contract/dashboard/verifications.js';
import {
  auditActions,
  documentFieldNames,
  type DocumentFieldName,
  type SessionScope,
  type UserRole,
} from '#contract/dashboard/meanings.js';
import { spaced } from '#web/dashboard/texts/formats.js';

/** Words for the codes of answers. A code that has none here is told by its own letters. */
export const decisionWords = { match: 'Match', review: 'Review', 'no-match': 'No match' } as const;

export const statusWords: Record<VerificationRow['status'], string> = {
  completed: 'Completed',
  failed: 'Failed',
  erased: 'Erased',
};

export const reviewWords = { waiting: 'Waiting', approved: 'Approved', rejected: 'Rejected' } as const;

export const dialectWords = {
  ooto: 'OOTO',
  deepidv: 'deepidv',
  clearconsent: 'ClearConsent',
  trustmatic: 'Trustmatic',
  native: 'Native API',
} as const;

export const operationWords: Readonly<Record<string, string>> = {
  'doc-identify': 'Document and selfie',
  'identity-check': 'Identity check',
  'video-check': 'Video check',
  'document-read': 'Document',
  'document-presence': 'Document liveness',
  'face-detect': 'Face detection',
  'face-assess': 'Face',
  'face-compare': 'Comparison',
  'face-verify': 'Comparison, assessed',
  enrol: 'Enrolment',
  search: 'Search',
};

export const sessionStatusWords: Readonly<Record<string, string>> = {
  CREATED: 'Created',
  CAPTCHA_OK: 'Captcha solved',
  IN_PROGRESS: 'In progress',
  DONE: 'Done',
  FAILED: 'Failed',
  EXPIRED: 'Expired',
  CANCELED: 'Cancelled',
};

export const sessionKindWords: Readonly<Record<string, string>> = {
  'ooto-flow': 'OOTO flow',
  deepidv: 'deepidv',
  clearconsent: 'ClearConsent',
  native: 'Native API',
};

export const scopeWords: Record<SessionScope, { readonly label: string; readonly hint: string }> = {
  document: { label: 'Document', hint: 'A photo of an identity document is read.' },
  liveness: { label: 'Liveness', hint: 'The selfie has to show a person who is there.' },
  deepfake: { label: 'Deepfake', hint: 'The selfie must not look synthetic.' },
  match: { label: 'Match', hint: 'The face is compared with the document. Needs a document.' },
  search: { label: 'Search', hint: 'The face is looked for among the enrolled people.' },
  enroll: { label: 'Enrol', hint: 'The face is kept as a template.' },
};

export const roleWords: Record<UserRole, { readonly label: string; readonly hint: string }> = {
  viewer: { label: 'Viewer', hint: 'Reads what was found, without pictures.' },
  reviewer: { label: 'Reviewer', hint: 'Also sees pictures, decides cases, makes and ends sessions.' },
  admin: { label: 'Admin', hint: 'Also changes settings, keys and webhooks.' },
};

export const fileRoleWords: Readonly<Record<string, string>> = {
  'document-front': 'Document, front',
  'document-back': 'Document, back',
  'document-video': 'Document video',
  portrait: 'Portrait',
  selfie: 'Selfie',
  'selfie-video': 'Selfie video',
  photo: 'Photo',
  'first-photo': 'First photo',
  'second-photo': 'Second photo',
  'enrolment-photo': 'Enrolled picture',
  upload: 'Upload',
};

export const zoneWords = { mrz: 'Machine readable', 'visual-zone': 'Visual', barcode: 'Barcode' } as const;

const odd: Partial<Record<DocumentFieldName, string>> = {
  heightCentimetres: 'Height (cm)',
  weightKilograms: 'Weight (kg)',
  surnameLocal: 'Surname, local script',
  givenNamesLocal: 'Given names, local script',
  issuingStateNameLocal: 'Issuing state, local script',
};
export const fieldWord = (field: DocumentFieldName): string => odd[field] ?? spaced(field);
export const fieldOrder = (field: DocumentFieldName): number => documentFieldNames.indexOf(field);

export const eventWords: Readonly<Record<string, string>> = {
  'verification.completed': 'Verification completed',
  'session.updated': 'Session updated',
  'review.decided': 'Review decided',
  'webhook.test': 'Test',
};

export const deliveryWords = {
  pending: 'Pending',
  delivered: 'Delivered',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

const timelineMeanings: Readonly<Record<string, string>> = {
  ...auditActions,
  'verification.made': 'The pictures were judged.',
  'session.consented': 'The person agreed.',
  'review.opened': 'The case was put into the queue.',
  'webhook.attempted': 'A webhook was tried.',
  'file.viewed': 'A stored picture was looked at.',
};
export const timelineMeaning = (kind: string): string => timelineMeanings[kind] ?? spaced(kind);
