import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { OperatingPoints } from '#domain/card.js';
import { ok, type Outcome } from '#domain/outcome.js';
import { emptyContext } from '#domain/verification-context.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { VerificationRecord } from '#ports/records.js';
import { policyOf } from '#services/application-policy.js';
import { permittedFace } from '#services/permitted-face.js';
import { scenarioBeside, type TasksFor } from '#services/sandbox/tasks-for.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { judgePictures } from '#services/verifications/judge-pictures.js';
import { readPictures } from '#services/verifications/read-pictures.js';

export interface DemoRequest {
  /** A UUID. */
  readonly id: string;
  readonly documentFront: UploadedPicture;
  /** Null: not given. */
  readonly documentBack: UploadedPicture | null;
  readonly selfie: { readonly kind: 'picture' | 'video'; readonly upload: UploadedPicture };
}

export interface Demonstration {
  /** As it would be stored; it is not. */
  readonly record: VerificationRecord<'doc-identify'>;
  /** Of a filmed selfie the frame that was compared: a JPEG. Null: it was a picture. */
  readonly selfieFrame: Uint8Array | null;
  /** A picture of the sandbox named the outcome; no model looked. */
  readonly sandbox: boolean;
  /** Where likeness was decided, in native scores. */
  readonly scale: Pick<OperatingPoints, 'reviewFrom' | 'threshold' | 'falseMatchRates'>;
}

/**
 * Verifies as `POST /api/v2/verifications` does for a test key of an application with default settings, and keeps nothing: there
 * is no application, no record, no file, no event and no entry of the audit log, and what was in memory is let go with the answer.
 */
export type Demonstrate = (request: DemoRequest) => Promise<Outcome<Demonstration>>;

export function createDemonstrate(dependencies: {
  readonly tasksFor: TasksFor;
  readonly videoFrames: VideoFrames;
  /** For taking the frames out of a video. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Demonstrate {
  const { tasksFor, now } = dependencies;
  const settings = defaultApplicationSettings;
  return async ({ id, documentFront, documentBack, selfie }) => {
    const uploads = [documentFront, documentBack, selfie.upload];
    const tasks = tasksFor({ applicationId: 'demo', mode: 'test', settings }, emptyContext, uploads);
    const pictures = await readPictures({ documentFront, documentBack, selfie }, tasks);
    if (!pictures.ok) return pictures;
    const policy = policyOf(settings);
    const judged = await judgePictures(pictures.value, policy, { ...dependencies, tasks });
    if (!judged.ok) return judged;
    const { verification, selfieFrame } = judged.value;
    const { reviewFrom, threshold, falseMatchRates } = operatingPointUnder(policy, tasks.recogniser);
    return ok({
      record: {
        id,
        applicationId: 'demo',
        keyId: 'demo',
        mode: 'test',
        dialect: 'native',
        operation: 'doc-identify',
        createdAtEpochMs: now(),
        sessionId: null,
        context: emptyContext,
        result: {
          status: 'completed',
          value: { ...verification, face: permittedFace(verification.face, settings) },
        },
      },
      selfieFrame,
      sandbox: scenarioBeside(undefined, uploads) !== null,
      scale: { reviewFrom, threshold, falseMatchRates },
    });
  };
}
