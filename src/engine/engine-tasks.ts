import type { DetectedFace, FaceAssessment, Template } from '#domain/face.js';
import type { DocumentAssessment } from '#domain/document.js';
import type { Outcome } from '#domain/outcome.js';
import type { Signal } from '#domain/signal.js';
import type { Timings } from '#domain/verification.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { AlignedFace } from '#engine/liveness/active/aligned-face.js';
import type { FollowedPerson, RecordedFace } from '#engine/liveness/active/follow-person.js';
import type { FollowedFace } from '#engine/liveness/active/look-at-face.js';
import type { Relief } from '#engine/liveness/active/relief.js';
import type { ConvertibleFormat } from '#engine/decode/convertible-format.js';
import type { ImageFormat } from '#engine/decode/sniff.js';

export interface SelfieAnalysis {
  readonly face: FaceAssessment;
  readonly template: Template;
  readonly timings: Timings;
}

export interface DocumentAnalysis {
  readonly document: DocumentAssessment;
  /** Size of the upright picture in pixels. */
  readonly picture: { readonly width: number; readonly height: number };
  /** From the portrait; null when the document shows none, a failure code when it cannot be compared. */
  readonly portrait:
    | { readonly status: 'ok'; readonly template: Template; readonly face: DetectedFace }
    | { readonly status: 'failed'; readonly code: 'portrait-not-found' | 'portrait-features-failed' };
  readonly timings: Timings;
}

/** A face that is only compared: no demographics, no quality. */
export interface PortraitAnalysis {
  /** The largest of the picture, in pixels of the upright picture. */
  readonly face: DetectedFace;
  readonly template: Template;
  /** Where the options ask for it. */
  readonly liveness?: Signal;
  /** Where the options ask for it. */
  readonly followed?: FollowedFace;
  readonly timings: Timings;
}

export interface PortraitOptions {
  /**
   * What a second face of at least a quarter of the largest one's area means: nothing, as a document may show a ghost of
   * its portrait, or the failure `several-faces`, as on a selfie.
   */
  readonly secondFace: 'ignored' | 'refused';
  /** Whether liveness is assessed too, as for the frames of a video. Default: not. */
  readonly withLiveness?: boolean;
  /** Whether what following the face through a recording needs is given too. Default: not. */
  readonly followed?: boolean;
}

/** A picture in a format that every other task takes. */
export interface NormalisedImage {
  readonly bytes: Uint8Array;
  readonly format: ImageFormat;
  /** What the bytes were before. */
  readonly originalFormat: ImageFormat | ConvertibleFormat;
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
  /** What makes the templates of these tasks, and where they are decided. */
  readonly recogniser: RecogniserInUse;
  /** Decodes the file and nothing else: lets a caller report every unreadable file before any finding. */
  checkImage(bytes: Uint8Array): Promise<Outcome<null>>;
  analyseSelfie(bytes: Uint8Array): Promise<Outcome<SelfieAnalysis>>;
  analyseDocument(bytes: Uint8Array, nowEpochMs: number): Promise<Outcome<DocumentAnalysis>>;
  detectFaces(bytes: Uint8Array): Promise<Outcome<FacesAnalysis>>;
  /**
   * Finds and embeds the largest face of any picture, whichever way up it lies. Fails with `face-not-found`,
   * `face-features-failed` (under 40 pixels between the eyes), `several-faces` where a second face is refused, and the
   * failures of the file.
   */
  analysePortrait(bytes: Uint8Array, options: PortraitOptions): Promise<Outcome<PortraitAnalysis>>;
  /**
   * Makes a standard picture of a GIF (first frame), BMP, TIFF (first page) or AVIF file; a standard file passes through as it
   * is, and undecoded. Fails as a picture's file does, under the same limits.
   */
  normaliseImage(bytes: Uint8Array): Promise<Outcome<NormalisedImage>>;
  /** See relief.ts: the shape of a face between two looks at it. Null where it does not show. */
  reliefBetween(from: AlignedFace, to: AlignedFace): Promise<Outcome<Relief | null>>;
  /** See follow-person.ts: who is to be seen in a recording. */
  followPerson(faces: readonly RecordedFace[], operatingPoint: OperatingPoint): Promise<Outcome<FollowedPerson>>;
}
