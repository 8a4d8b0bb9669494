import type { Injection } from '#domain/injection.js';
import { judgeInjection } from '#engine/injection/judge-injection.js';
import type { SessionRecord } from '#ports/session-records.js';
import { scenarioInPicture } from '#services/sandbox/find-scenario.js';
import { scenarioBeside } from '#services/sandbox/tasks-for.js';
import { contextOf } from '#services/sessions/film-selfie.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/**
 * What a scenario of the sandbox says of a selfie: its pictures are sent again and again, and nothing of them is kept. Null: no
 * scenario is named, and the selfie is judged as it would be for a live key.
 */
export function sandboxInjection(
  session: SessionRecord,
  selfie: Extract<UploadedPicture, { status: 'complete' }>,
  before: readonly UploadedPicture[],
): Injection | null {
  const scenario = scenarioInPicture(selfie.bytes) ?? scenarioBeside(contextOf(session), before);
  if (scenario === null) return null;
  return judgeInjection(scenario.injection === 'suspected' ? ['file-seen-before'] : []);
}
