import type { Challenge } from '#domain/challenge.js';
import { failureAbout, firstFailure, precedesFindings } from '#domain/failure-kinds.js';
import type { DetectedFace, Template } from '#domain/face.js';
import type { Failure, FailureCode } from '#domain/failure.js';
import type { VideoCheck } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { similarityAtThreshold } from '#domain/published-scale.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import { cropFace } from '#engine/decode/crop-face.js';
import { decide } from '#engine/decision/decide.js';
import type { Policy } from '#engine/decision/policy.js';
import { nothingRead } from '#engine/document/nothing-read.js';
import type { DocumentAnalysis, EngineTasks } from '#engine/engine-tasks.js';
import { analyseSelfieVideo, type SelfieVideoAnalysis } from '#engine/video/analyse-selfie-video.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { OpinionPictures } from '#ports/second-opinion.js';

export interface VideoJudgement {
  readonly check: VideoCheck;
  /** The two faces that were compared, cut out, for a second opinion; null where there are none, or not in a readable format. */
  readonly cutFaces: () => Promise<OpinionPictures | null>;
}

interface Portrait {
  readonly template: Template;
  readonly face: DetectedFace;
}

export interface JudgeVideoOptions {
  readonly tasks: EngineTasks;
  readonly videoFrames: VideoFrames;
  /** For taking the frames out of the video. */
  readonly deadlineMs: number;
  readonly policy: Policy;
  readonly nowEpochMs: number;
  /** What the person was asked to do while the video was recorded. Default: nothing. */
  readonly challenge?: Challenge;
}

/**
 * Video and photo side by side: reads the document, finds the clearest frame, compares both faces. The whole fails with
 * faults of the files and of the server; what the pictures do not show is a part of the answer.
 */
export async function judgeVideo(
  files: { readonly selfieVideo: Uint8Array; readonly idPhoto: Uint8Array },
  options: JudgeVideoOptions,
): Promise<Outcome<VideoJudgement>> {
  const { tasks, policy, nowEpochMs } = options;
  const [photo, selfie] = await Promise.all([
    lookAtPhoto(files.idPhoto, tasks, nowEpochMs),
    analyseSelfieVideo(files.selfieVideo, options),
  ]);
  const fault = firstFailure([faultOf(selfie, 'selfie'), ...photo.outcomes.map((one) => faultOf(one, 'document'))]);
  if (fault !== null) return fail(fault);
  const { document, portrait } = photo;
  const check: VideoCheck = {
    document: document.ok ? document : fail(failureAbout(document.failure, 'document')),
    selfie: selfie.ok ? ok(selfiePart(selfie.value)) : fail(failureAbout(selfie.failure, 'selfie')),
    comparison: comparisonPart(photo, selfie, { policy, recogniser: tasks.recogniser, nowEpochMs }),
    secondOpinion: null,
  };
  return ok({
    check,
    cutFaces: async () => {
      if (!portrait.ok || !selfie.ok || photo.bytes === null) return null;
      const [ofSelfie, ofPortrait] = await Promise.all([
        cropFace(selfie.value.bestFrame.jpeg, selfie.value.selfie.face.box),
        cropFace(photo.bytes, portrait.value.face.box),
      ]);
      return ofSelfie === null || ofPortrait === null ? null : { selfie: ofSelfie, portrait: ofPortrait };
    },
  });
}

interface PhotoLook {
  /** A standard picture; null: the file is none. */
  readonly bytes: Uint8Array | null;
  readonly document: VideoCheck['document'];
  readonly portrait: Outcome<Portrait>;
  /** Everything that was asked of the engine. */
  readonly outcomes: readonly Outcome<unknown>[];
}

/**
 * The face is the document's portrait where a document was read: a holder's own face beside it must not take its place.
 * Else it is the largest one, and the check is not verified without a document anyway.
 */
async function lookAtPhoto(file: Uint8Array, tasks: EngineTasks, nowEpochMs: number): Promise<PhotoLook> {
  const normalised = await tasks.normaliseImage(file);
  if (!normalised.ok) return { bytes: null, document: normalised, portrait: normalised, outcomes: [normalised] };
  const { bytes } = normalised.value;
  const analysis = await tasks.analyseDocument(bytes, nowEpochMs);
  const document = documentPart(analysis);
  if (document.ok && analysis.ok) {
    const { portrait } = analysis.value;
    const found = portrait.status === 'ok' ? ok(portrait) : fail({ code: portrait.code, subject: 'document' as const });
    return { bytes, document, portrait: found, outcomes: [analysis] };
  }
  if (!analysis.ok && precedesFindings(analysis.failure.code)) {
    return { bytes, document, portrait: analysis, outcomes: [analysis] };
  }
  const largest = await tasks.analysePortrait(bytes, { secondFace: 'ignored' });
  return {
    bytes,
    document,
    portrait: largest.ok ? largest : asPortrait(largest.failure),
    outcomes: [analysis, largest],
  };
}

function documentPart(analysis: Outcome<DocumentAnalysis>): VideoCheck['document'] {
  if (!analysis.ok) return analysis;
  const { document, picture, timings } = analysis.value;
  return nothingRead(document) ? fail({ code: 'document-unreadable' }) : ok({ document, picture, timings });
}

/** What a failure of the face means where the picture is a document's. */
const ofPortrait: Partial<Record<FailureCode, FailureCode>> = {
  'face-not-found': 'portrait-not-found',
  'face-features-failed': 'portrait-features-failed',
};
const asPortrait = (failure: Failure) =>
  fail({ ...failure, code: ofPortrait[failure.code] ?? failure.code, subject: 'document' });

/** What ends the whole call: the file cannot be used, or the server failed. */
function faultOf(analysis: Outcome<unknown>, subject: 'document' | 'selfie'): Failure | null {
  if (analysis.ok || !precedesFindings(analysis.failure.code)) return null;
  return failureAbout(analysis.failure, subject);
}

function selfiePart({ selfie, continuity }: SelfieVideoAnalysis) {
  const { face, timings } = selfie;
  const { framesWithSeveralFaces, weakestLink } = continuity;
  const hangsTogether = weakestLink === null || weakestLink >= similarityAtThreshold;
  return { face, timings, oneFaceThroughout: framesWithSeveralFaces === 0 && hangsTogether };
}

/** Speaks neither for nor against anybody: that there is no document stands in a part of its own. */
const noDocument = { fields: {}, mrz: null, warnings: [], cues: [] };

function comparisonPart(
  { document, portrait }: PhotoLook,
  selfie: Outcome<SelfieVideoAnalysis>,
  {
    policy,
    recogniser,
    nowEpochMs,
  }: Pick<JudgeVideoOptions, 'policy' | 'nowEpochMs'> & Pick<EngineTasks, 'recogniser'>,
): VideoCheck['comparison'] {
  if (!portrait.ok) return portrait;
  if (!selfie.ok) return fail(failureAbout(selfie.failure, 'selfie'));
  const { face, template } = selfie.value.selfie;
  const faceMatch = compareTemplates(template, portrait.value.template, operatingPointUnder(policy, recogniser));
  const read = document.ok ? document.value.document : noDocument;
  return ok(decide({ faceMatch, face, document: read, nowEpochMs }, policy));
}
