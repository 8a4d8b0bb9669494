import type { ApplicationSettings } from '#domain/application-settings.js';
import type { Demographics, FaceAssessment } from '#domain/face.js';

const unknown: Demographics = { ageYears: null, gender: 'unknown', genderConfidence: null };

/** The face without what its application has switched off: that is neither stored nor told, in any dialect. */
export function permittedFace(
  face: FaceAssessment,
  { demographics: permitted }: Pick<ApplicationSettings, 'demographics'>,
): FaceAssessment {
  const { race, ...ageAndGender } = face.demographics;
  const demographics = {
    ...(permitted.ageAndGender ? ageAndGender : unknown),
    ...(permitted.race && race !== undefined && { race }),
  };
  return { ...face, demographics };
}
