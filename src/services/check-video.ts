import type { Challenge } from '#domain/challenge.js';
import type { ApplicationSettings } from '#domain/application-settings.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Policy } from '#engine/decision/policy.js';
import { passedThrough } from '#engine/decode/passed-through.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import type { SecondOpinion } from '#ports/second-opinion.js';
import { policyOf } from '#services/application-policy.js';
import { assessCheck, isOpenByLikenessAlone, type CheckVerdict } from '#services/clear-consent/assess-check.js';
import {
  publishCheck,
  toldFile,
  type CheckBodies,
  type SignedUrl,
  type ToldCheck,
} from '#services/clear-consent/check-events.js';
import { stageCheckFiles, type StagedPair } from '#services/clear-consent/check-files.js';
import { judgeVideo, type VideoJudgement } from '#services/clear-consent/judge-video.js';
import type { Files } from '#services/files/files.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import { scenarioBeside, type TasksFor } from '#services/sandbox/tasks-for.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

export interface CheckVideoRequest extends Omit<OperationRequest<'video-check'>, 'operation' | 'settle'> {
  readonly selfieVideo: UploadedPicture;
  readonly idPhoto: UploadedPicture;
  /** What the person was asked to do in the video; left out: nothing. */
  readonly challenge?: Challenge | null;
  /** Becomes durable with the outcome, or not at all. */
  readonly settle?: (inside: Records, told: Outcome<ToldCheck>) => Promise<void>;
}

/**
 * Checks a selfie video against the photo of a document. Result, files, a case for the reviewers and the webhook are
 * durable when it resolves, together. Fails with faults of the files and of the server; a face or document that is not
 * there is a result. The whole costs one operation `video-check`.
 */
export type CheckVideo = (request: CheckVideoRequest) => Promise<Outcome<ToldCheck>>;

export interface CheckVideoDependencies {
  readonly tasksFor: TasksFor;
  readonly videoFrames: VideoFrames;
  readonly perform: PerformOperation;
  readonly files: Files;
  readonly bodies: CheckBodies;
  /** Null: the operator has configured none, and no picture leaves this machine. */
  readonly secondOpinion: SecondOpinion | null;
  /** For taking the frames out of a video, as long as for one picture's analysis. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createCheckVideo(dependencies: CheckVideoDependencies): CheckVideo {
  const { tasksFor, videoFrames, perform, files, bodies, secondOpinion, deadlineMs, now } = dependencies;

  const signedUrl: SignedUrl = (file, expiresAtEpochMs) => files.signedUrl(file, expiresAtEpochMs);

  async function judge(
    pair: WholePair,
    { principal, context, challenge: asked = null }: CheckVideoRequest,
  ): Promise<Outcome<VideoJudgement['check']>> {
    const { settings } = principal;
    const policy = checkPolicyOf(settings);
    const shown: UploadedPicture[] = [{ status: 'complete', bytes: pair.idPhoto }];
    const tasks = tasksFor(principal, context, shown);
    // Where a scenario of the sandbox says what liveness is, nobody has to move.
    const isScripted = principal.mode === 'test' && scenarioBeside(context, shown) !== null;
    const challenge = isScripted ? null : asked;
    const options = { tasks, videoFrames, deadlineMs, policy, nowEpochMs: now() };
    const judged = await judgeVideo(pair, { ...options, ...(challenge !== null && { challenge }) });
    if (!judged.ok) return judged;
    const { check } = judged.value;
    const { selfie } = check;
    const permitted = selfie.ok ? ok({ ...selfie.value, face: permittedFace(selfie.value.face, settings) }) : selfie;
    return ok({ ...check, selfie: permitted, secondOpinion: await askFor(judged.value, settings) });
  }

  /** Both switches: the operator's and the application's. What cannot change the outcome is not asked. */
  async function askFor({ check, cutFaces }: VideoJudgement, { clearConsent }: ApplicationSettings) {
    if (secondOpinion === null || !clearConsent.secondOpinion || !isOpenByLikenessAlone(check)) return null;
    const faces = await cutFaces();
    return faces === null ? null : secondOpinion.ask(faces);
  }

  return async (asked) => {
    const { selfieVideo, idPhoto, challenge: _, settle, ...request } = asked;
    const { principal, transactionId } = request;
    const { settings } = principal;
    let staged: StagedPair | null = null;
    let completedAtEpochMs = 0;
    // A transaction that collides with another is run again: the last run is the one that became durable.
    let told: ToldCheck | null = null;

    async function settleCheck(inside: Records, record: VerificationRecord<'video-check'>): Promise<ToldCheck> {
      if (staged === null || record.result.status !== 'completed') throw new Error('a check that ended well has files');
      for (const file of [staged.selfieVideo, staged.idPhoto]) {
        if (!(await file.commit(inside))) throw new Error('the id of a file was taken');
      }
      const check = record.result.value;
      const verdict = underSettings(assessCheck(check), settings);
      const checked: ToldCheck = {
        record,
        check,
        verdict,
        files: {
          selfieVideo: toldFile(staged.selfieVideo.file, signedUrl),
          idPhoto: toldFile(staged.idPhoto.file, signedUrl),
        },
        completedAtEpochMs,
      };
      const waits = verdict.status === 'review';
      if (waits) await inside.reviews.open(record, record.id, completedAtEpochMs);
      if (!waits || settings.review.immediateDelivery) await publishCheck(inside, checked, bodies);
      return checked;
    }

    // What is thrown may hide a commit whose answer was lost: the files are then left to the sweep, which asks for their rows.
    const outcome = await perform(
      {
        ...request,
        operation: 'video-check',
        async settle(inside, found, record) {
          told = found.ok ? await settleCheck(inside, record) : null;
          await settle?.(inside, told === null ? (found as Extract<typeof found, { ok: false }>) : ok(told)); // null: not ok
        },
      },
      async () => {
        const pair = wholePair(selfieVideo, idPhoto);
        if (!pair.ok) return pair;
        const judged = await judge(pair.value, asked);
        if (!judged.ok) return judged;
        completedAtEpochMs = now();
        staged = await stageCheckFiles(files, {
          ...pair.value,
          checkId: transactionId,
          principal,
          nowEpochMs: completedAtEpochMs,
        });
        return judged;
      },
    );
    if (outcome.ok) return ok(durable(told));
    await discard(staged);
    return outcome;
  };
}

function durable(told: ToldCheck | null): ToldCheck {
  if (told === null) throw new Error('a check that ended well was settled');
  return told;
}

const discard = async (staged: StagedPair | null): Promise<void> => staged?.discard();

interface WholePair {
  readonly selfieVideo: Uint8Array;
  readonly idPhoto: Uint8Array;
}

/** Missing files first, of either kind; then what the first bytes say. Behind a video over its limit nothing may have been read. */
function wholePair(selfieVideo: UploadedPicture, idPhoto: UploadedPicture): Outcome<WholePair> {
  const isTooLarge = selfieVideo.status === 'too-large';
  const missing = [
    { code: 'video-missing', subject: 'selfie', is: selfieVideo.status === 'missing' },
    { code: 'video-empty', subject: 'selfie', is: isEmpty(selfieVideo) },
    { code: 'image-missing', subject: 'document', is: idPhoto.status === 'missing' && !isTooLarge },
    { code: 'image-empty', subject: 'document', is: isEmpty(idPhoto) },
  ] as const;
  const first = missing.find(({ is }) => is);
  if (first !== undefined) return fail({ code: first.code, subject: first.subject });
  const videoCode = videoFailure(selfieVideo);
  if (videoCode !== null) return fail({ code: videoCode, subject: 'selfie' });
  const photoCode = photoFailure(idPhoto);
  if (photoCode !== null) return fail({ code: photoCode, subject: 'document' });
  if (selfieVideo.status !== 'complete' || idPhoto.status !== 'complete') throw new Error('an incomplete file failed');
  return ok({ selfieVideo: selfieVideo.bytes, idPhoto: idPhoto.bytes });
}

const isEmpty = (file: UploadedPicture): boolean => file.status === 'complete' && file.bytes.length === 0;

/** What can be said against a file without decoding it. */
function videoFailure(video: UploadedPicture): FailureCode | null {
  if (video.status === 'missing') return 'video-missing';
  if (sniffVideoFormat(video.status === 'complete' ? video.bytes : video.head) === null)
    return 'video-type-unsupported';
  return video.status === 'too-large' ? 'video-too-large' : null;
}

function photoFailure(photo: UploadedPicture): FailureCode | null {
  if (photo.status === 'missing') return 'image-missing';
  const passed = passedThrough(photo.status === 'complete' ? photo.bytes : photo.head);
  if (passed?.ok === false) return passed.failure.code;
  return photo.status === 'too-large' ? 'image-too-large' : null;
}

/** The application's policy, and what it asks of this dialect alone. */
function checkPolicyOf(settings: ApplicationSettings): Policy {
  const policy = policyOf(settings);
  const asks = settings.clearConsent.requireLiveness && !policy.requiredSignals.includes('liveness');
  return asks ? { ...policy, requiredSignals: [...policy.requiredSignals, 'liveness'] } : policy;
}

/** Without reviewers nobody would ever decide. */
const underSettings = (verdict: CheckVerdict, { review }: ApplicationSettings): CheckVerdict =>
  verdict.status === 'review' && !review.queue ? { ...verdict, status: 'rejected' } : verdict;
