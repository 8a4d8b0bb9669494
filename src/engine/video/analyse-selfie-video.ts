import type { Challenge } from '#domain/challenge.js';
import type { DetectedFace, Template } from '#domain/face.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Signal } from '#domain/signal.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';
import type { EngineTasks, PortraitAnalysis, SelfieAnalysis } from '#engine/engine-tasks.js';
import { assessActiveLiveness, type ActiveLiveness } from '#engine/liveness/active/assess-active-liveness.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import type { FaceTrack } from '#engine/liveness/active/face-track.js';
import type { FollowedPerson } from '#engine/liveness/active/follow-person.js';
import { livenessOfVideo } from '#engine/liveness/active/liveness-of-video.js';
import type { FollowedFace } from '#engine/liveness/active/look-at-face.js';
import { medianLiveness } from '#engine/liveness/median-liveness.js';
import { createStopwatch } from '#engine/stopwatch.js';
import { bestFrames, clearestSelfie } from '#engine/video/best-frames.js';
import type { FaceContinuity } from '#engine/video/continuity.js';
import type { ExtractedFrames, VideoFrame, VideoFrames, VideoInput } from '#engine/video/video-frames.js';

/** What the cheap look at one frame found. */
export interface FrameFinding {
  readonly timeMs: number;
  /** The one face of the frame, in its pixels; null where `failure` says why there is none to compare. */
  readonly face: DetectedFace | null;
  readonly failure: 'face-not-found' | 'several-faces' | 'face-features-failed' | null;
}

/** Whether the frames show one person throughout: facts, not a verdict. */
export interface VideoContinuity extends FaceContinuity {
  readonly framesWithOneFace: number;
  readonly framesWithSeveralFaces: number;
  readonly framesWithoutFace: number;
}

export interface SelfieVideoAnalysis {
  /** Of the best frame, but for `liveness`, which is that of the whole video (liveness-of-video.ts). `timings` are those of the whole video. */
  readonly selfie: SelfieAnalysis;
  /** The frame itself: what a reviewer sees, and what `selfie.face` is in pixels of. */
  readonly bestFrame: VideoFrame;
  readonly video: Omit<ExtractedFrames, 'frames'>;
  /** By time. */
  readonly frames: readonly FrameFinding[];
  readonly continuity: VideoContinuity;
  readonly activeLiveness: ActiveLiveness;
  /** Of the frames with one face, by time; luma, `thumbnailSide` squared. */
  readonly thumbnails: readonly { readonly timeMs: number; readonly thumbnail: Uint8Array }[];
}

export interface SelfieVideoOptions {
  readonly tasks: EngineTasks;
  readonly videoFrames: VideoFrames;
  /** For taking the frames out of the video; the looks at them have the tasks' own. */
  readonly deadlineMs?: number;
  readonly policy?: Policy;
  /** What the person was asked to do while it was recorded. Default: nothing. */
  readonly challenge?: Challenge;
}

/**
 * Ten frames of a 5 s clip are half a second apart: a person who is swapped for another is in several of them. Motions that were
 * asked for need more frames, of a size that still holds all that a face is compared by.
 */
const sampling = { frames: 10, maxSidePixels: 1280 } as const;
const samplingOfChallenge = { framesPerSecond: 4.5, mostFrames: 64, maxSidePixels: 720 } as const;
const defaultDeadlineMs = 10_000;
/** Frames that are looked at side by side: a pool with one worker more than this has room for others. */
const concurrentLooks = 2;
/** Frames that are analysed as a selfie is, to find the clearest. */
const candidateCount = 3;

type Look = FrameFinding & {
  readonly frame: VideoFrame;
  readonly template: Template | null;
  readonly liveness: Signal | null;
  readonly followed: FollowedFace | null;
};

/**
 * Analyses a selfie that was filmed: the clearest of its frames as a selfie, and whether all of them show one face. Fails with
 * what `VideoFrames.extractFrames` fails with, with `face-not-found` (in no frame), `several-faces` (in at least half of the
 * frames with faces), `face-features-failed` and the server's own failures.
 */
export async function analyseSelfieVideo(
  video: VideoInput,
  { tasks, videoFrames, deadlineMs = defaultDeadlineMs, policy = defaultPolicy, challenge }: SelfieVideoOptions,
): Promise<Outcome<SelfieVideoAnalysis>> {
  const stopwatch = createStopwatch();
  const extracted = await stopwatch.time('video.frames', () =>
    videoFrames.extractFrames(video, { ...samplingFor(challenge), deadlineMs }),
  );
  if (!extracted.ok) return extracted;
  const { frames, ...facts } = extracted.value;
  const looks = await stopwatch.time('video.looks', () => lookAt(frames, tasks));
  if (!looks.ok) return looks;
  const code = failureOf(looks.value);
  if (code !== null) return fail({ code });

  const candidates = bestFrames(looks.value, candidateCount);
  // Side by side: what was recorded, and which frame is the selfie.
  const [analysed, recorded] = await Promise.all([
    stopwatch.time('video.selfie', () =>
      inTurns(candidates, concurrentLooks, async (look) => ({
        look,
        selfie: await tasks.analyseSelfie(look.frame.jpeg),
      })),
    ),
    stopwatch.time('video.active', () => judgeRecording(looks.value, facts.durationMs, { tasks, policy, challenge })),
  ]);
  const clearest = clearestSelfie(analysed);
  if (!clearest.ok) return clearest;
  if (!recorded.ok) return recorded;
  const { look, selfie } = clearest.value;
  const ofFrames = looks.value.flatMap((one) => (one.liveness === null ? [] : [one.liveness]));
  // Frames went through our own decoder and encoder: what traces they show is of that.
  const observations: SelfieAnalysis['face']['observations'] = [];
  const ofStills = ofFrames.length === 0 ? selfie.face.liveness : medianLiveness(ofFrames);
  const { active, continuity } = recorded.value;
  const liveness = livenessOfVideo(ofStills, active, challenge !== undefined);
  return ok({
    selfie: {
      ...selfie,
      face: { ...selfie.face, liveness, models: modelsOfVideo(selfie, ofStills), observations },
      timings: { ...selfie.timings, ...stopwatch.timings },
    },
    bestFrame: look.frame,
    video: facts,
    frames: looks.value.map(({ timeMs, face, failure }) => ({ timeMs, face, failure })),
    continuity,
    activeLiveness: active,
    thumbnails: looks.value.flatMap(({ timeMs, followed }) =>
      followed === null ? [] : [{ timeMs, thumbnail: followed.thumbnail }],
    ),
  });
}

function samplingFor(challenge: Challenge | undefined): { frames: number; maxSidePixels: number } {
  if (challenge === undefined) return sampling;
  const { framesPerSecond, mostFrames, maxSidePixels } = samplingOfChallenge;
  return { frames: Math.min(mostFrames, Math.ceil((challenge.endsAtMs / 1000) * framesPerSecond)), maxSidePixels };
}

/** Where the nets said nothing of the frames, the recording alone was judged. */
const modelsOfVideo = ({ face: { models } }: SelfieAnalysis, ofStills: Signal): SelfieAnalysis['face']['models'] =>
  models && { ...models, liveness: ofStills.status === 'assessed' ? models.liveness : [] };

/** What the looks show together: whether it is one person, who does what was asked. */
async function judgeRecording(
  looks: readonly Look[],
  durationMs: number,
  {
    tasks,
    policy,
    challenge,
  }: Required<Pick<SelfieVideoOptions, 'tasks' | 'policy'>> & { readonly challenge: Challenge | undefined },
): Promise<Outcome<{ readonly active: ActiveLiveness; readonly continuity: VideoContinuity }>> {
  const faces = looks.flatMap(({ timeMs, face, template, followed }) =>
    face === null || template === null ? [] : [{ timeMs, pose: face.pose, face, template, followed }],
  );
  const recorded = faces.map(({ timeMs, pose, template, followed }) => ({
    timeMs,
    pose,
    template,
    motion: followed && motionOf(followed),
  }));
  const person = await tasks.followPerson(recorded, operatingPointUnder(policy, tasks.recogniser));
  if (!person.ok) return person;
  const active = await assessActiveLiveness(trackOf(looks, faces, durationMs, person.value), {
    challenge: challenge ?? null,
    reliefBetween: (from, to) => tasks.reliefBetween(from, to),
  });
  return active.ok ? ok({ active: active.value, continuity: continuityOf(looks, person.value) }) : active;
}

/** What followPerson needs of it; the rest is large. */
const motionOf = ({ size, x, y, thumbnail }: FollowedFace) => ({ size, x, y, thumbnail });

function trackOf(
  looks: readonly Look[],
  faces: readonly (Omit<FaceLook, keyof FollowedFace> & { readonly followed: FollowedFace | null })[],
  durationMs: number,
  person: FollowedPerson,
): FaceTrack {
  return {
    durationMs,
    frames: looks.length,
    framesWithSeveralFaces: looks.filter(({ failure }) => failure === 'several-faces').length,
    looks: person.looks.flatMap((index) => {
      const { followed, ...look } = faces[index]!; // a place among the faces
      return followed === null ? [] : [{ ...look, ...followed }];
    }),
    person,
  };
}

/** The cheap look at every frame; a fault of the server in one is the outcome of all. */
async function lookAt(frames: readonly VideoFrame[], tasks: EngineTasks): Promise<Outcome<Look[]>> {
  const outcomes = await inTurns(frames, concurrentLooks, (frame) =>
    tasks.analysePortrait(frame.jpeg, { secondFace: 'refused', withLiveness: true, followed: true }),
  );
  const looks: Look[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const look = lookOf(frames[index]!, outcome); // one outcome a frame
    if (!look.ok) return look;
    looks.push(look.value);
  }
  return ok(looks);
}

function lookOf(frame: VideoFrame, outcome: Outcome<PortraitAnalysis>): Outcome<Look> {
  const { timeMs } = frame;
  if (outcome.ok) {
    const { face, template, liveness = null, followed = null } = outcome.value;
    return ok({ frame, timeMs, face, template, liveness, followed, failure: null });
  }
  const { code } = outcome.failure;
  if (code !== 'face-not-found' && code !== 'several-faces' && code !== 'face-features-failed') return outcome;
  return ok({ frame, timeMs, face: null, template: null, liveness: null, followed: null, failure: code });
}

/** One frame in which another person passes by is no video of several people; half of the frames are. */
function failureOf(looks: readonly Look[]): FailureCode | null {
  const count = (failure: Look['failure']): number => looks.filter((look) => look.failure === failure).length;
  const withFaces = looks.length - count('face-not-found');
  if (withFaces === 0) return 'face-not-found';
  if (count('several-faces') >= withFaces / 2) return 'several-faces';
  return count(null) === 0 ? 'face-features-failed' : null;
}

function continuityOf(looks: readonly Look[], { leastSimilarity, weakestLink }: FollowedPerson): VideoContinuity {
  const count = (failure: Look['failure']): number => looks.filter((look) => look.failure === failure).length;
  return {
    framesWithOneFace: count(null),
    framesWithSeveralFaces: count('several-faces'),
    framesWithoutFace: count('face-not-found'),
    leastSimilarity,
    weakestLink,
  };
}

/** Results in the order of the items; at most `concurrent` are worked on at once. */
async function inTurns<T, R>(items: readonly T[], concurrent: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return results;
}
