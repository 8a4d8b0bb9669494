import { failureAbout } from '#domain/failure-kinds.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { similarityAtThreshold } from '#domain/published-scale.js';
import type { Verification } from '#domain/verification.js';
import type { Policy } from '#engine/decision/policy.js';
import type { EngineTasks, SelfieAnalysis } from '#engine/engine-tasks.js';
import { verifyAnalyses } from '#engine/verify.js';
import { analyseSelfieVideo } from '#engine/video/analyse-selfie-video.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { Pictures } from '#services/verifications/read-pictures.js';

export interface JudgedPictures {
  readonly verification: Verification;
  /** Of a filmed selfie the frame that was compared, which `verification.face` is in pixels of: a JPEG. Null: it was a picture. */
  readonly selfieFrame: Uint8Array | null;
}

/** The verdict, with the other side of the document read beside it. */
export async function judgePictures(
  { front, back, selfie }: Pictures,
  policy: Policy,
  {
    tasks,
    videoFrames,
    deadlineMs,
    now,
  }: {
    readonly tasks: EngineTasks;
    readonly videoFrames: VideoFrames;
    /** For taking the frames out of a video. */
    readonly deadlineMs: number;
    /** Milliseconds since 1970. */
    readonly now: () => number;
  },
): Promise<Outcome<JudgedPictures>> {
  const nowEpochMs = now();
  let selfieFrame: Uint8Array | null = null;
  const analyseSelfie = async (): Promise<Outcome<SelfieAnalysis>> => {
    if (selfie.kind === 'picture') return tasks.analyseSelfie(selfie.bytes);
    const analysed = await analyseSelfieVideo(selfie.bytes, { tasks, videoFrames, deadlineMs, policy });
    if (!analysed.ok) return analysed;
    // Somebody else in other frames: the clearest one would speak for a person who was not there throughout.
    const { weakestLink } = analysed.value.continuity;
    if (weakestLink !== null && weakestLink < similarityAtThreshold) return fail({ code: 'several-faces' });
    selfieFrame = analysed.value.bestFrame.jpeg;
    return ok(analysed.value.selfie);
  };
  const [verified, otherSide] = await Promise.all([
    verifyAnalyses(
      {
        document: tasks.analyseDocument(front, nowEpochMs),
        selfie: analyseSelfie(),
        recogniser: tasks.recogniser,
        nowEpochMs,
      },
      policy,
    ),
    back === null ? null : tasks.analyseDocument(back, nowEpochMs),
  ]);
  if (!verified.ok) return verified;
  if (otherSide === null) return ok({ verification: verified.value, selfieFrame });
  if (!otherSide.ok) return fail({ ...failureAbout(otherSide.failure, 'document'), detail: 'documentBack' });
  return ok({ verification: { ...verified.value, documentBack: otherSide.value.document }, selfieFrame });
}
