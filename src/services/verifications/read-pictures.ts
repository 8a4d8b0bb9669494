import { ok, type Outcome } from '#domain/outcome.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';
import { wholeVideo } from '#services/uploaded-video.js';

/** The whole files of one verification. */
export interface Pictures {
  readonly front: Uint8Array;
  readonly back: Uint8Array | null;
  readonly selfie: { readonly kind: 'picture' | 'video'; readonly bytes: Uint8Array };
}

/** The bytes, or what can be said against a file without decoding it: documents first, then the selfie. */
export async function readPictures(
  uploads: {
    readonly documentFront: UploadedPicture;
    readonly documentBack: UploadedPicture | null;
    readonly selfie: { readonly kind: 'picture' | 'video'; readonly upload: UploadedPicture };
  },
  tasks: Pick<EngineTasks, 'checkImage'>,
): Promise<Outcome<Pictures>> {
  const { documentFront, documentBack, selfie } = uploads;
  const whole = await wholeUploads(
    [
      { subject: 'document', picture: documentFront },
      ...(documentBack === null ? [] : [{ subject: 'document', picture: documentBack } as const]),
      ...(selfie.kind === 'picture' ? [{ subject: 'selfie', picture: selfie.upload } as const] : []),
    ],
    tasks,
  );
  if (!whole.ok) return whole;
  const left = [...whole.value];
  const next = (): Uint8Array => left.shift()!; // one for each upload, in their order
  const [front, back] = [next(), documentBack === null ? null : next()];
  if (selfie.kind === 'picture') return ok({ front, back, selfie: { kind: 'picture', bytes: next() } });
  const video = wholeVideo(selfie.upload);
  return video.ok ? ok({ front, back, selfie: { kind: 'video', bytes: video.value } }) : video;
}
