import {
  operationResults,
  type DetectedFace,
  type DocumentAssessment,
  type FaceAssessment,
  type Observation,
  type ResultOf,
  type Signal,
  type Verdict,
} from '#contract/dashboard/meanings.js';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';

/** A face on one of the pictures; what was not assessed is left out. */
export type SeenFace = DetectedFace & Partial<Pick<FaceAssessment, 'quality' | 'demographics'>>;

export interface Candidate {
  readonly templateId: string;
  readonly similarity: number;
}

export interface SeenSignal {
  readonly name: 'liveness' | 'injection' | 'deepfake' | 'presence';
  readonly signal: Signal & { readonly models?: readonly { readonly id: string; readonly version: string }[] };
  /** What speaks for an injected picture, with its weight, 0–1. */
  readonly signs?: readonly { readonly name: string; readonly weight: number; readonly info: string }[];
}

/** What any kind of call may have found, in one shape for the screens. */
export interface Evidence {
  readonly verdict: Verdict | null;
  readonly document: DocumentAssessment | null;
  readonly documentBack: DocumentAssessment | null;
  /** By the order of the pictures: the selfie, or the first and the second photo. */
  readonly faces: readonly SeenFace[];
  readonly signals: readonly SeenSignal[];
  readonly observations: readonly Observation[];
  readonly search: { readonly candidates: readonly Candidate[]; readonly gallerySize: number } | null;
  readonly secondOpinion: { readonly isIdentical: boolean; readonly confidence: number } | null;
  /** Parts of the call that could not be done: code and what it is about. */
  readonly failures: readonly { readonly code: string; readonly part: string; readonly detail: string | null }[];
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
}

const nothing: Evidence = {
  verdict: null,
  document: null,
  documentBack: null,
  faces: [],
  signals: [],
  observations: [],
  search: null,
  secondOpinion: null,
  failures: [],
  timings: {},
};

/** Puts what a verification holds, whatever its kind, into the one shape. */
export function evidenceOf({ verification: found }: VerificationDetail): Evidence {
  if (found.status === 'erased') return nothing;
  if (found.status === 'failed') {
    const { code, subject, detail } = found.failure;
    return { ...nothing, failures: [{ code, part: subject ?? '', detail: detail ?? null }] };
  }
  if (!('result' in found)) {
    const { match, decision, similarity, reasons, comparison, quality, timings } = found;
    return {
      ...nothing,
      verdict: { match, decision, similarity, reasons, comparison },
      document: found.document,
      documentBack: found.documentBack,
      faces: [{ ...found.face, quality }],
      signals: [
        { name: 'liveness', signal: found.liveness },
        { name: 'injection', signal: found.injection, signs: found.injection.signs },
        { name: 'deepfake', signal: found.deepfake },
      ],
      observations: found.observations,
      timings,
    };
  }
  const parsed = operationResults[found.operation].safeParse(found.result);
  // A result of another version: the JSON at the end of the screen still shows it whole.
  if (!parsed.success) return nothing;
  return { ...nothing, ...readers[found.operation](parsed.data as never) }; // the schema of this very operation
}

type Readers = { readonly [O in keyof typeof operationResults]: (result: ResultOf<O>) => Partial<Evidence> };

const signalsOf = ({ liveness, deepfake }: FaceAssessment): SeenSignal[] => [
  { name: 'liveness', signal: liveness },
  { name: 'deepfake', signal: deepfake },
];

const ofFace = (face: FaceAssessment): Partial<Evidence> => ({
  faces: [face],
  signals: signalsOf(face),
  observations: face.observations,
});

const verdictOf = ({ match, decision, similarity, reasons, comparison }: Verdict): Verdict => ({
  match,
  decision,
  similarity,
  reasons,
  comparison,
});

type Part<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: { code: string; detail?: string | undefined } };

const valueOf = <T>(part: Part<T>): T | null => (part.ok ? part.value : null);
const failuresOf = (parts: Readonly<Record<string, Part<unknown>>>): Evidence['failures'] =>
  Object.entries(parts).flatMap(([name, part]) =>
    part.ok ? [] : [{ code: part.failure.code, part: name, detail: part.failure.detail ?? null }],
  );

const readers: Readers = {
  'doc-identify': (result) => ({
    ...ofFace(result.face),
    signals: [
      ...signalsOf(result.face),
      ...(result.injection === undefined
        ? []
        : [{ name: 'injection' as const, signal: result.injection, signs: result.injection.signs }]),
    ],
    verdict: verdictOf(result),
    document: result.document,
    documentBack: result.documentBack ?? null,
    timings: result.timings,
  }),
  'identity-check': ({ document, detection, comparison }) => ({
    verdict: comparison.ok ? verdictOf(comparison.value) : null,
    document: valueOf(document)?.document ?? null,
    faces: valueOf(detection)?.faces ?? [],
    failures: failuresOf({ document, detection, comparison }),
    timings: valueOf(document)?.timings ?? {},
  }),
  'video-check': ({ document, selfie, comparison, secondOpinion }) => ({
    ...(selfie.ok ? ofFace(selfie.value.face) : {}),
    verdict: comparison.ok ? verdictOf(comparison.value) : null,
    document: valueOf(document)?.document ?? null,
    secondOpinion,
    failures: failuresOf({ document, selfie, comparison }),
    timings: valueOf(selfie)?.timings ?? {},
  }),
  'document-read': ({ document, timings }) => ({ document, timings }),
  'document-presence': ({ document, presence }) => ({
    document,
    signals: [{ name: 'presence', signal: presence }],
  }),
  'face-detect': ({ faces }) => ({ faces }),
  'face-assess': ({ face, timings }) => ({ ...ofFace(face), timings }),
  'face-compare': (result) => ({ verdict: verdictOf(result), faces: result.faces }),
  'face-verify': (result) => ({
    ...ofFace(result.faces[0]),
    verdict: verdictOf(result),
    faces: result.faces,
  }),
  enrol: ({ face }) => ofFace(face),
  search: ({ face, candidates, gallerySize }) => ({ ...ofFace(face), search: { candidates, gallerySize } }),
};
