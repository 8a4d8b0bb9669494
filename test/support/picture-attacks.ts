import sharp from 'sharp';
import { challengeMotions, type Challenge } from '#domain/challenge.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { assessActiveLiveness, type ActiveLiveness } from '#engine/liveness/active/assess-active-liveness.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import type { FaceTrack } from '#engine/liveness/active/face-track.js';
import { followPerson } from '#engine/liveness/active/follow-person.js';
import { motionsOf, neutralOf } from '#engine/liveness/active/motions.js';
import type { Random } from '#specimens/random.js';
import { drawHoldings, photographPicture } from './picture-attack.js';

const framesOfAttack = 20;
const frameEveryMs = 350;

/** What a recording of a picture shows that is held before the camera, flat or bent, with any motion that `random` draws. */
export async function trackOfAttack(
  picture: RgbImage,
  random: Random,
  tasks: Pick<EngineTasks, 'analysePortrait'>,
): Promise<FaceTrack> {
  const looks: FaceLook[] = [];
  for (const [index, holding] of drawHoldings(() => random.next(), framesOfAttack).entries()) {
    const { data, width, height } = photographPicture(picture, holding);
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    const found = await tasks.analysePortrait(jpeg, { secondFace: 'refused', followed: true });
    if (!found.ok) continue;
    const { face, template, followed } = found.value;
    looks.push({ timeMs: index * frameEveryMs, pose: face.pose, face, template, ...followed! }); // asked for
  }
  const faces = looks.map(({ timeMs, pose, template, size, x, y, thumbnail }) => ({
    timeMs,
    pose,
    template,
    motion: { size, x, y, thumbnail },
  }));
  const person = followPerson(faces, shippedOperatingPoint);
  return {
    durationMs: framesOfAttack * frameEveryMs,
    frames: framesOfAttack,
    framesWithSeveralFaces: 0,
    looks: person.looks.map((index) => looks[index]!), // places among the faces
    person,
  };
}

/** The challenge that asks for just what a recording shows, when it shows it: what an attacker could hope for at best. */
export function challengeMadeFor({ looks, durationMs }: FaceTrack): Challenge {
  const motions = looks.length === 0 ? [] : motionsOf(looks, neutralOf(looks));
  const steps: { motion: Challenge['steps'][number]['motion']; atMs: number }[] = [];
  for (const { motion, fromMs } of motions) {
    const atMs = fromMs - frameEveryMs;
    const isTaken = steps.some((step) => step.motion === motion) || atMs <= (steps.at(-1)?.atMs ?? 0);
    if (!isTaken && steps.length < 4) steps.push({ motion, atMs });
  }
  if (steps.length === 0) steps.push({ motion: challengeMotions[0], atMs: 1000 });
  return { nonce: 'n'.repeat(16), steps, endsAtMs: durationMs };
}

/** As a recording of the page is judged. */
export async function judgeAttack(
  track: FaceTrack,
  tasks: Pick<EngineTasks, 'reliefBetween'>,
): Promise<ActiveLiveness> {
  const judged = await assessActiveLiveness(track, {
    challenge: challengeMadeFor(track),
    reliefBetween: (from, to) => tasks.reliefBetween(from, to),
  });
  if (!judged.ok) throw new Error(judged.failure.code);
  return judged.value;
}
