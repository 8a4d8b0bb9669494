import type { DocumentAssessment } from '#domain/document.js';
import type { Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

export interface DocumentReading {
  readonly document: DocumentAssessment;
  /** The upright, rectified part of the document that holds the main portrait, and the face in its pixels. */
  readonly portrait: { readonly image: RgbImage; readonly face: MeshedFace } | null;
  readonly timings: Timings;
}

/**
 * Reads one identity document from a picture. Fails with `document-not-found`, `several-documents`,
 * `document-resolution-insufficient` or `document-unreadable`; a missing portrait is not a failure here.
 */
export interface DocumentReader {
  read(picture: ImageSource, now: Date): Promise<Outcome<DocumentReading>>;
}
