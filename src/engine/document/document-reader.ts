import type { DocumentAssessment } from '#domain/document.js';
import type { Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

export interface DocumentPortrait {
  /** The upright part of the document around the main portrait's face. */
  readonly image: RgbImage;
  /** In pixels of `image`. */
  readonly face: MeshedFace;
  /** In pixels of the picture as it was sent: what the resolution of the face is judged by. */
  readonly interEyeDistancePixels: number;
}

export interface DocumentReading {
  readonly document: DocumentAssessment;
  readonly portrait: DocumentPortrait | null;
  readonly timings: Timings;
}

/**
 * Reads one identity document from a picture. Fails with `document-not-found`, `several-documents` or
 * `document-resolution-insufficient`; a missing portrait is no failure here, and neither is a document without one
 * legible field: its `fields` are empty.
 */
export interface DocumentReader {
  read(picture: ImageSource, now: Date): Promise<Outcome<DocumentReading>>;
}
