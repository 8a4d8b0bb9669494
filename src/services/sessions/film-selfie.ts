import type { ActiveLivenessReport } from '#domain/challenge.js';
import { failureAbout } from '#domain/failure-kinds.js';
import { fail, ok } from '#domain/outcome.js';
import { similarityAtThreshold } from '#domain/published-scale.js';
import { emptyContext, type VerificationContext } from '#domain/verification-context.js';
import { analyseSelfieVideo, type SelfieVideoAnalysis } from '#engine/video/analyse-selfie-video.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { SessionRecord } from '#ports/session-records.js';
import { policyOf } from '#services/application-policy.js';
import { scenarioBeside, type TasksFor } from '#services/sandbox/tasks-for.js';
import type { FilmRequest, SessionWork } from '#services/sessions/session-work.js';
import { wholeVideo } from '#services/uploaded-video.js';

export interface FilmingServices {
  readonly tasksFor: TasksFor;
  readonly videoFrames: VideoFrames;
  /** For taking the frames out of a video. */
  readonly deadlineMs: number;
}

/** Looks at the video of a session once, for all of its steps. Failures of the video name the selfie. */
export function createFilmSelfie({ tasksFor, videoFrames, deadlineMs }: FilmingServices): SessionWork['film'] {
  return async (request) => {
    const video = wholeVideo(request.video);
    if (!video.ok) return video;
    const { session, principal, before } = request;
    const tasks = tasksFor(principal, contextOf(session), before);
    const policy = policyOf(principal.settings);
    const challenge = followedBy(request);
    const options = { tasks, videoFrames, deadlineMs, policy, ...(challenge !== null && { challenge }) };
    const analysed = await analyseSelfieVideo(video.value, options);
    if (!analysed.ok) return fail(failureAbout(analysed.failure, 'selfie'));
    // With a challenge the gate refuses it; without one no gate may be asked for.
    if (challenge === null && isOfSeveral(analysed.value)) return fail({ code: 'several-faces', subject: 'selfie' });
    const { selfie, bestFrame, activeLiveness, video: facts, thumbnails } = analysed.value;
    return ok({
      bestFrame: bestFrame.jpeg,
      analysis: selfie,
      activeLiveness: reportOf(activeLiveness),
      recording: { ...facts, thumbnails },
    });
  };
}

/** Whose it is, in the words of the application. */
export const contextOf = ({ personal }: SessionRecord): VerificationContext => ({
  ...emptyContext,
  userIdentifier: personal.userIdentifier,
  metadata: personal.metadata,
});

/** Where a scenario of the sandbox says what liveness is, nobody has to move. */
const followedBy = ({ session, principal, challenge, before }: FilmRequest): FilmRequest['challenge'] =>
  principal.mode === 'test' && scenarioBeside(contextOf(session), before) !== null ? null : challenge;

/** Somebody else in other frames: the clearest one would speak for a person who was not there throughout. */
const isOfSeveral = ({ continuity: { weakestLink }, activeLiveness }: SelfieVideoAnalysis): boolean =>
  (weakestLink !== null && weakestLink < similarityAtThreshold) || activeLiveness.reasons.includes('identity-changed');

const reportOf = ({ reasons, steps }: SelfieVideoAnalysis['activeLiveness']): ActiveLivenessReport => ({
  reasons: [...reasons],
  steps: [...steps],
});
