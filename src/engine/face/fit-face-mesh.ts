import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { FaceCandidate } from '#engine/face/blaze-face.js';
import { findFaceMesh, regionOfMesh, type FaceMesh, type FaceRegion } from '#engine/face/face-mesh.js';
import type { Session } from '#engine/models/session.js';

/** MediaPipe's own enlargement of a detection, and of the points' box, for the mesh net. */
const enlargement = 1.5;

/** A first mesh below this is no face; above, further looks decide. */
const minFirstFlag = 0.03;
const minFlag = 0.5;

/** A candidate this good that the mesh net rejects is tried at three more angles, and must convince there. */
const minScoreForOtherTurns = 0.5;
const minFlagOfOtherTurns = 0.9;

/** Faces that truly stand on their heads fit so well there; of a film's frames that only looked it, none did. */
const convincingFlag = 0.98;

/**
 * The mesh net hardly knows full profiles: where the detector is sure, so much is enough. On 240 press and studio photos
 * every face but one profile (detector .83, flag .04) has a flag above .9; 18 nature photos reach .87 with .004.
 */
const sureScore = 0.8;
const minFlagWhenSure = 0.03;

/** Small or turned faces are at first framed badly; looking goes on while the frame still moves. */
const maxLooks = 4;
const steadyShift = 0.04;
const steadyScale = 0.08;
const steadyRollRadians = 0.1;

/** Fits the mesh to a candidate; null when it turns out to be no face. */
export async function fitFaceMesh(
  session: Session,
  image: RgbImage,
  candidate: FaceCandidate,
): Promise<FaceMesh | null> {
  const mesh = await meshAt(session, image, candidate, 0);
  if (isUpsideDown(candidate) && (mesh?.flag ?? 0) < convincingFlag) {
    // A face that stands the right way up may look like one on its head, brows for mouth: the better fit tells.
    const turned = await meshAt(session, image, candidate, Math.PI);
    if (turned !== null && turned.flag > Math.max(minFlag, mesh?.flag ?? 0)) return turned;
  }
  if (mesh !== null && mesh.flag > minFlag) return mesh;
  if (candidate.score < minScoreForOtherTurns) return null;
  // The detector's key points may have misjudged the roll.
  for (const turn of [Math.PI / 2, -Math.PI / 2, Math.PI]) {
    const turned = await meshAt(session, image, candidate, turn);
    if (turned !== null && turned.flag > minFlagOfOtherTurns) return turned;
  }
  const isSure = candidate.score > sureScore;
  return isSure && mesh !== null && mesh.flag > minFlagWhenSure ? mesh : null;
}

/** Fits the mesh to a face whose mesh is known from another copy of the picture; null when no face is seen there. */
export async function refitFaceMesh(session: Session, image: RgbImage, points: Float32Array): Promise<FaceMesh | null> {
  const mesh = await meshAround(session, image, points);
  return mesh.flag > minFlag ? mesh : null;
}

const isUpsideDown = ({ rollRadians }: FaceCandidate): boolean => Math.cos(rollRadians) < 0;

async function meshAt(
  session: Session,
  image: RgbImage,
  candidate: FaceCandidate,
  turnRadians: number,
): Promise<FaceMesh | null> {
  const first = await findFaceMesh(session, image, {
    centre: candidate.centre,
    size: candidate.size * enlargement,
    rollRadians: candidate.rollRadians + turnRadians,
  });
  if (first.flag < minFirstFlag) return null;
  return meshAround(session, image, first.points);
}

/** Looks where `points` say that the face lies until looking again would not move it. */
async function meshAround(session: Session, image: RgbImage, points: Float32Array): Promise<FaceMesh> {
  let region = regionOfMesh(points, enlargement);
  let mesh = await findFaceMesh(session, image, region);
  for (let look = 2; look < maxLooks; look++) {
    const next = regionOfMesh(mesh.points, enlargement);
    if (isSteady(region, next)) break;
    region = next;
    mesh = await findFaceMesh(session, image, region);
  }
  return mesh;
}

/** The mesh lay where it was looked for: another look would not move it. */
const isSteady = (looked: FaceRegion, found: FaceRegion): boolean =>
  Math.hypot(found.centre.x - looked.centre.x, found.centre.y - looked.centre.y) < steadyShift * looked.size &&
  Math.abs(Math.log(found.size / looked.size)) < steadyScale &&
  Math.abs(Math.sin((found.rollRadians - looked.rollRadians) / 2)) < Math.sin(steadyRollRadians / 2);
