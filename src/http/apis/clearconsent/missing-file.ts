import type { UploadedPicture } from '#services/uploaded-picture.js';

/** Both files of a form, by the names of their parts. */
export interface SubmittedFiles {
  readonly selfie_video: UploadedPicture;
  readonly id_photo: UploadedPicture;
}

/** Which of them is not there or empty; null: neither. */
export function missingFile(files: SubmittedFiles): 'video-missing' | 'image-missing' | null {
  if (isMissing(files.selfie_video)) return 'video-missing';
  // Nothing is read behind a body that has grown beyond all limits.
  if (files.selfie_video.status === 'too-large') return null;
  return isMissing(files.id_photo) ? 'image-missing' : null;
}

const isMissing = (file: UploadedPicture): boolean =>
  file.status === 'missing' || (file.status === 'complete' && file.bytes.length === 0);
