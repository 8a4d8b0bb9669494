import type { DocumentCue } from '#domain/document-cues.js';
import type { FiveLandmarks } from '#domain/face.js';
import type { Point, Quad } from '#domain/geometry.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import { ghostPortraitCue, type CueFace } from '#engine/document/cues/ghost-portrait.js';
import { scaleQuad } from '#engine/document/locate/quads.js';
import type { MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { SideWork } from '#engine/document/side-thread/side-work.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';

/** Longer side of the copy that cues are looked for in: decoding more takes longer than all else. */
const copySidePixels = 2560;

/** What was found on a document, in pixels of a copy of the picture. */
export interface CueEvidence {
  readonly picture: ImageSource;
  /** Width of the copy. */
  readonly width: number;
  readonly quad: Quad;
  readonly face: CueFace | null;
  /** The other faces of the picture. */
  readonly otherFaces: readonly CueFace[];
  readonly mrz: Pick<MrzReading, 'mrz' | 'characterMiddles'> | null;
  /** Compares a second portrait with the first. */
  readonly faceRecogniser: FaceRecogniser;
  readonly sideWork: SideWork;
}

/** Every cue, in a fixed order. */
export async function judgeDocumentCues(evidence: CueEvidence): Promise<DocumentCue[]> {
  const image = await evidence.picture.resized(copySidePixels);
  const scale = image.width / evidence.width;
  const move = ({ x, y }: Point): Point => ({ x: x * scale, y: y * scale });
  const enlarged = ({ box, landmarks, mesh, interEyeDistancePixels }: CueFace): CueFace => ({
    box: { ...move(box), width: box.width * scale, height: box.height * scale },
    landmarks: landmarks.map(move) as FiveLandmarks, // map() forgets the length
    mesh: mesh.map((coordinate) => coordinate * scale),
    interEyeDistancePixels: interEyeDistancePixels * scale,
  });
  const { face, mrz, otherFaces, faceRecogniser, sideWork } = evidence;
  const quad = scaleQuad(evidence.quad, scale);
  const main = face === null ? null : enlarged(face);
  const zone =
    mrz === null
      ? null
      : {
          lines: mrz.mrz.lines,
          middles: mrz.characterMiddles.map((line) => line.map(move)),
          trusted: mrz.mrz.valid,
        };
  const jpeg = image.width === evidence.picture.width ? evidence.picture.jpeg : null;
  const ofPixels = sideWork.pixelCues({ image, quad, zone, jpeg, face: main?.box ?? null });
  const ghost = ghostPortraitCue(image, quad, main, otherFaces.map(enlarged), faceRecogniser);
  return (await Promise.all([ofPixels, ghost])).flat();
}
