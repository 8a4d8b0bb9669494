import type { FailureCode } from '#domain/failure.js';
import type { Signal } from '#domain/signal.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { PresentationVerdict } from '#engine/evaluation/pad/presentation.js';
import { analyseSelfieVideo } from '#engine/video/analyse-selfie-video.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import type { VideoFrames } from '#engine/video/video-frames.js';

export type JudgedSignal = 'liveness' | 'deepfake';

interface Judging {
  readonly tasks: EngineTasks;
  readonly videoFrames: VideoFrames;
  readonly signal: JudgedSignal;
}

/** A signal of a selfie or of a selfie video, as in a verification. */
export async function judgePresentation(bytes: Uint8Array, judging: Judging): Promise<PresentationVerdict> {
  const said = await signalOf(bytes, judging);
  if (typeof said === 'string') return { score: null, fine: false, reason: said };
  const { score, fine } = said;
  return { score, fine, reason: said.status === 'assessed' ? null : said.reason };
}

async function signalOf(bytes: Uint8Array, { tasks, videoFrames, signal }: Judging): Promise<Signal | FailureCode> {
  if (sniffVideoFormat(bytes) !== null) {
    const video = await analyseSelfieVideo(bytes, { tasks, videoFrames, deadlineMs: 60_000 });
    return video.ok ? video.value.selfie.face[signal] : video.failure.code;
  }
  const still = await tasks.analyseSelfie(bytes);
  return still.ok ? still.value.face[signal] : still.failure.code;
}
