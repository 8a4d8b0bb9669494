import type { ActiveLivenessReason, Challenge } from '#domain/challenge.js';
import type { Outcome } from '#domain/outcome.js';
import { ok } from '#domain/outcome.js';
import type { AlignedFace } from '#engine/liveness/active/aligned-face.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import type { FaceTrack } from '#engine/liveness/active/face-track.js';
import { followChallenge, unaskedMotions, type FollowedStep } from '#engine/liveness/active/follow-challenge.js';
import { activeLimits } from '#engine/liveness/active/limits.js';
import { motionsOf, neutralOf, type HeadMotion } from '#engine/liveness/active/motions.js';
import { isRepeated, isStill, type Repetition } from '#engine/liveness/active/repetition.js';
import type { Relief } from '#engine/liveness/active/relief.js';
import { blinksIn } from '#engine/liveness/active/blinks.js';

/** What a recording shows of a living person: findings, each for itself, and what they were found by. */
export interface ActiveLiveness {
  /** Nothing was found: every required check holds. */
  readonly fine: boolean;
  /** 0–1: of the checks the one that holds least, .5 at its limit; 0 where one fails. */
  readonly score: number;
  readonly reasons: readonly ActiveLivenessReason[];
  /** Empty without a challenge. */
  readonly steps: readonly FollowedStep[];
  readonly motions: readonly HeadMotion[];
  readonly evidence: {
    /** Between the two most different looks. */
    readonly yawRangeDegrees: number;
    /** How much the face stands out of a sheet of paper (limits.ts); null: it does not show. */
    readonly relief: number | null;
    /** See OnePerson. */
    readonly leastLikenessToBeginning: number | null;
    readonly strays: number;
    readonly repetition: Repetition;
    /** Evidence and never required: half of all living people do not blink in such a time. */
    readonly blinks: number;
  };
}

export interface ActiveLivenessOptions {
  /** Null: nothing was asked for. Then nothing is required but what speaks against a person is told all the same. */
  readonly challenge: Challenge | null;
  readonly reliefBetween: (from: AlignedFace, to: AlignedFace) => Promise<Outcome<Relief | null>>;
}

/** Judges a recording. Fails only as `reliefBetween` does. */
export async function assessActiveLiveness(
  track: FaceTrack,
  { challenge, reliefBetween }: ActiveLivenessOptions,
): Promise<Outcome<ActiveLiveness>> {
  const { looks, person } = track;
  const { leastLikenessToBeginning, repetition } = person;
  const reasons = new Set<ActiveLivenessReason>();
  const note = (reason: ActiveLivenessReason, isFound: boolean): void => void (isFound && reasons.add(reason));

  if (challenge !== null) {
    note('video-too-short', track.durationMs < challenge.endsAtMs - longestMissingEndMs);
    note('face-lost', looks.length < activeLimits.facesShare * track.frames);
    note('several-faces', track.framesWithSeveralFaces > 0);
  }

  note('identity-changed', person.strays >= activeLimits.strays);
  note('identity-changed', leastLikenessToBeginning !== null && leastLikenessToBeginning < activeLimits.toBeginning);

  note('frames-still', looks.length > 1 && isStill(repetition));
  note('frames-repeated', isRepeated(repetition));

  const atRest = challenge === null ? looks : looks.filter(({ timeMs }) => timeMs < challenge.steps[0]!.atMs);
  const motions = looks.length === 0 ? [] : motionsOf(looks, neutralOf(atRest.length > 1 ? atRest : looks));
  const steps = challenge === null ? [] : followChallenge(challenge, motions);
  for (const { reason } of steps) if (reason !== null) reasons.add(reason);
  if (challenge !== null)
    note('motion-unasked', unaskedMotions(challenge, motions, steps).length > activeLimits.unasked);

  const yaws = looks.map(({ pose }) => pose.yawDegrees);
  const yawRangeDegrees = looks.length === 0 ? 0 : Math.max(...yaws) - Math.min(...yaws);
  const isTurned = yawRangeDegrees >= activeLimits.yawRangeDegrees;
  let relief: number | null = null;
  if (isTurned) {
    const measured = await reliefOf(looks, reliefBetween);
    if (!measured.ok) return measured;
    relief = measured.value;
    const leastRelief = challenge === null ? activeLimits.surelyFlatRelief : activeLimits.relief;
    note('flat-picture', relief !== null && relief < leastRelief);
  }
  if (challenge !== null) {
    note('turn-too-small', !isTurned);
    note('shape-not-shown', isTurned && relief === null);
  }

  const margins = [
    yawRangeDegrees / activeLimits.yawRangeDegrees,
    (relief ?? 0) / activeLimits.relief,
    ...(leastLikenessToBeginning === null ? [] : [leastLikenessToBeginning / activeLimits.toBeginning]),
  ];
  const fine = reasons.size === 0;
  return ok({
    fine,
    score: fine ? Math.max(0.5, Math.min(1, ...margins.map((margin) => margin / 2))) : 0,
    reasons: [...reasons],
    steps,
    motions,
    evidence: {
      yawRangeDegrees,
      relief,
      leastLikenessToBeginning,
      strays: person.strays,
      repetition,
      blinks: blinksIn(looks),
    },
  });
}

/** A recorder that stops with the challenge may lose the last pictures. */
const longestMissingEndMs = 700;

/** Pairs whose shapes are compared: the least turned look with the most turned ones. */
const mostPairs = 4;

/** Null where fewer than two pairs show it. */
async function reliefOf(
  looks: readonly FaceLook[],
  reliefBetween: ActiveLivenessOptions['reliefBetween'],
): Promise<Outcome<number | null>> {
  const byYaw = [...looks].sort((left, right) => left.pose.yawDegrees - right.pose.yawDegrees);
  const middle = byYaw[byYaw.length >> 1];
  if (middle === undefined) return ok(null);
  const away = (look: FaceLook): number => Math.abs(look.pose.yawDegrees - middle.pose.yawDegrees);
  const turned = [...byYaw].sort((left, right) => away(right) - away(left)).slice(0, mostPairs);
  const reliefs: number[] = [];
  for (const look of turned.filter((one) => away(one) >= activeLimits.yawOfPairDegrees)) {
    const relief = await reliefBetween(middle.aligned, look.aligned);
    if (!relief.ok) return relief;
    if (relief.value !== null) reliefs.push(relief.value.fromSheet / Math.sin((away(look) * Math.PI) / 180));
  }
  // One pair may have been matched badly, and then stands out too much.
  return ok(reliefs.sort((left, right) => left - right)[1] ?? null);
}
