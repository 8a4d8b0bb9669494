import { cueMeanings } from '#domain/document-cues.js';
import type { DocumentWarning } from '#domain/document-warnings.js';
import type { DocumentAssessment } from '#domain/document.js';
import type { FaceAssessment } from '#domain/face.js';
import { notAssessed, type Signal } from '#domain/signal.js';
import { inGateOrder, type Decision, type DecisionReason, type Verdict } from '#domain/verification.js';
import type { Policy } from '#engine/decision/policy.js';
import { hasExpired } from '#engine/document/cross-check/expiry.js';

/** What the comparison of two templates says, before any rule of an application. */
export interface FaceMatch extends Pick<Verdict, 'match' | 'similarity' | 'comparison'> {
  /** Below the threshold, yet too close to it to refuse. Never true together with `match`. */
  readonly inReviewBand: boolean;
}

/** The verdict on two faces alone. */
export function decideFaces({ inReviewBand, ...face }: FaceMatch): Verdict {
  const reasons = likenessReasons({ inReviewBand, ...face });
  const decision: Decision = face.match ? 'match' : inReviewBand ? 'review' : 'no-match';
  return { ...face, decision, reasons };
}

/**
 * The verdict on a document and a selfie. Faces that differ are `no-match` whatever else holds; a match with any
 * reason against it is `review`. Nothing raises a verdict. All reasons are told, in the order of `decisionReasons`.
 */
export function decide(
  evidence: {
    readonly faceMatch: FaceMatch;
    readonly face: Pick<FaceAssessment, 'quality' | 'liveness' | 'deepfake'>;
    /** Of a selfie that a session of this server took; left out: of any other. */
    readonly injection?: Signal | undefined;
    readonly document: Pick<DocumentAssessment, 'fields' | 'mrz' | 'warnings' | 'cues'>;
    readonly nowEpochMs: number;
  },
  policy: Policy,
): Verdict {
  const onFaces = decideFaces(evidence.faceMatch);
  const others = [
    ...documentReasons(evidence.document, evidence.nowEpochMs),
    ...signalReasons('liveness', evidence.face.liveness, policy),
    ...signalReasons('deepfake', evidence.face.deepfake, policy),
    ...injectionReasons(evidence.injection ?? notAssessed('no-capture-session'), policy),
    ...qualityReasons(evidence.face, policy),
  ];
  const decision = onFaces.decision === 'match' && others.length > 0 ? 'review' : onFaces.decision;
  return { ...onFaces, decision, reasons: inGateOrder([...onFaces.reasons, ...others]) };
}

function likenessReasons({ match, inReviewBand }: FaceMatch): DecisionReason[] {
  if (match) return [];
  return [inReviewBand ? 'similarity-in-review-band' : 'similarity-below-review-band'];
}

/** Of what may speak against a document, what two readings that are sure cannot both say of a true one. */
const contradictions: readonly DocumentWarning[] = [
  'date-in-future',
  'dates-inconsistent',
  'mrz-visual-zone-mismatch',
  'mrz-barcode-mismatch',
  'barcode-visual-zone-mismatch',
  'personal-number-inconsistent',
];

function documentReasons(
  { fields, mrz, warnings, cues }: Pick<DocumentAssessment, 'fields' | 'mrz' | 'warnings' | 'cues'>,
  nowEpochMs: number,
): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  const expiry = fields.dateOfExpiry;
  const hasRunOut = expiry !== undefined && expiry.valid !== false && hasExpired(expiry.value, nowEpochMs);
  // What had run out when it was read still has, be its date incomplete.
  if (hasRunOut || warnings.includes('expired')) {
    reasons.push('document-expired');
  }
  if (mrz !== null && !mrz.valid) {
    const allHold = Object.values(mrz.checkDigits).every((holds) => holds);
    reasons.push(allHold ? 'document-reading-unsure' : 'document-check-digit-failed');
  }
  if (warnings.some((warning) => contradictions.includes(warning))) reasons.push('document-contradictory');
  const suspected = new Set(cues.flatMap(({ name, verdict }) => (verdict === 'suspicious' ? cueMeanings[name] : [])));
  if (suspected.has('copy')) reasons.push('document-copy-suspected');
  if (suspected.has('edit')) reasons.push('document-edit-suspected');
  return reasons;
}

const signalWords = {
  liveness: { failed: 'liveness-failed', notAssessed: 'liveness-not-assessed' },
  deepfake: { failed: 'deepfake-suspected', notAssessed: 'deepfake-not-assessed' },
} as const;

function signalReasons(name: 'liveness' | 'deepfake', signal: Signal, policy: Policy): DecisionReason[] {
  if (!policy.requiredSignals.includes(name)) return [];
  if (signal.status === 'not-assessed') return [signalWords[name].notAssessed];
  return signal.fine ? [] : [signalWords[name].failed];
}

/** A person looks at what was suspected also where nobody required it: like a copied document, it says who was there (0026). */
function injectionReasons(injection: Signal, { requiredSignals }: Policy): DecisionReason[] {
  if (injection.status === 'not-assessed')
    return requiredSignals.includes('injection') ? ['injection-not-assessed'] : [];
  return injection.fine ? [] : ['injection-suspected'];
}

function qualityReasons({ quality }: Pick<FaceAssessment, 'quality'>, policy: Policy): DecisionReason[] {
  // A required component that the picture does not allow counts as failed.
  const allFine = policy.requiredQuality.every((component) => quality[component]?.fine === true);
  return allFine ? [] : ['quality-insufficient'];
}
