import type { DetectedFace, FaceAssessment, Template } from '#domain/face.js';
import type { DocumentAssessment } from '#domain/document.js';
import type { Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';

export interface SelfieAnalysis {
  readonly face: FaceAssessment;
  readonly template: Template;
  readonly timings: Timings;
}

export interface DocumentAnalysis {
  readonly document: DocumentAssessment;
  /** From the portrait; null when the document shows none, a failure code when it cannot be compared. */
  readonly portrait:
    | { readonly status: 'ok'; readonly template: Template; readonly face: DetectedFace }
    | { readonly status: 'failed'; readonly code: 'portrait-not-found' | 'portrait-features-failed' };
  readonly timings: Timings;
}

export interface FacesAnalysis {
  /** Size of the upright picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Largest first, in pixels of the upright picture. */
  readonly faces: DetectedFace[];
  readonly timings: Timings;
}

/**
 * The heavy work, one picture at a time. It runs in a worker thread on a server and in-process in tools; both
 * implementations take the encoded bytes and give plain, cloneable data.
 */
export interface EngineTasks {
  /** Decodes the file and nothing else: lets a caller report every unreadable file before any finding. */
  checkImage(bytes: Uint8Array): Promise<Outcome<null>>;
  analyseSelfie(bytes: Uint8Array): Promise<Outcome<SelfieAnalysis>>;
  analyseDocument(bytes: Uint8Array, nowEpochMs: number): Promise<Outcome<DocumentAnalysis>>;
  detectFaces(bytes: Uint8Array): Promise<Outcome<FacesAnalysis>>;
}
