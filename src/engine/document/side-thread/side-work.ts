import type { DocumentCue } from '#domain/document-cues.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { pixelCues, type PixelEvidence } from '#engine/document/cues/pixel-cues.js';
import { straightEdges, type StraightEdges } from '#engine/document/locate/straight-edges.js';

/** The work on pixels that a document's reading need not wait for: it needs no net, and is asked for ahead. */
export interface SideWork {
  straightEdges(image: RgbImage): Promise<StraightEdges>;
  pixelCues(evidence: PixelEvidence): Promise<DocumentCue[]>;
}

/** The work in the thread that asks for it. */
export const sideWorkInThisThread: SideWork = {
  straightEdges: async (image) => straightEdges(image),
  pixelCues: async (evidence) => pixelCues(evidence),
};
