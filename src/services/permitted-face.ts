import type { ApplicationSettings } from '#domain/application-settings.js';
import type { Demographics, FaceAssessment } from '#domain/face.js';

const unknown: Demographics = { ageYears: null, gender: 'unknown', genderConfidence: null };

/** The face without what its application has switched off: that is neither stored nor told, in any dialect. */
export const permittedFace = (
  face: FaceAssessment,
  { demographics }: Pick<ApplicationSettings, 'demographics'>,
): FaceAssessment => (demographics.ageAndGender ? face : { ...face, demographics: unknown });
