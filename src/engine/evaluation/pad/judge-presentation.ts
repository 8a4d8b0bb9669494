import type { FailureCode } from '#domain/failure.js';
import type { Signal } from '#domain/signal.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { JudgedPresentation, LabelledPresentation } from '#engine/evaluation/pad/presentation.js';
import { analyseSelfieVideo } from '#engine/video/analyse-selfie-video.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import type { VideoFrames } from '#engine/video/video-frames.js';

/** The liveness of a selfie or of a selfie video, as in a verification. */
export async function judgePresentation(
  presentation: LabelledPresentation,
  bytes: Uint8Array,
  engine: { readonly tasks: EngineTasks; readonly videoFrames: VideoFrames },
): Promise<JudgedPresentation> {
  const said = await livenessOf(bytes, engine);
  if (typeof said === 'string') return { ...presentation, score: null, fine: false, reason: said };
  const { score, fine } = said;
  return { ...presentation, score, fine, reason: said.status === 'assessed' ? null : said.reason };
}

async function livenessOf(
  bytes: Uint8Array,
  { tasks, videoFrames }: { readonly tasks: EngineTasks; readonly videoFrames: VideoFrames },
): Promise<Signal | FailureCode> {
  if (sniffVideoFormat(bytes) !== null) {
    const video = await analyseSelfieVideo(bytes, { tasks, videoFrames, deadlineMs: 60_000 });
    return video.ok ? video.value.selfie.face.liveness : video.failure.code;
  }
  const still = await tasks.analyseSelfie(bytes);
  return still.ok ? still.value.face.liveness : still.failure.code;
}
