import type { Principal } from '#domain/access.js';
import type { VerificationContext } from '#domain/verification-context.js';
import { sandboxScenarios, type SandboxScenario } from '#domain/sandbox.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { policyOf } from '#services/application-policy.js';
import { scenarioInContext, scenarioInPicture } from '#services/sandbox/find-scenario.js';
import { createSandboxTasks } from '#services/sandbox/sandbox-tasks.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/**
 * The engine that looks at a caller's pictures. `context`: whose verification it is, where the call says so. `pictures`: all
 * of a call that takes more than one.
 */
export type TasksFor = (
  principal: Pick<Principal, 'applicationId' | 'mode' | 'settings'>,
  context?: VerificationContext,
  pictures?: readonly (UploadedPicture | null)[],
) => EngineTasks;

/**
 * Live keys get the engine itself, whatever their pictures and contexts say; test keys the sandbox around it. `engineFor`: the
 * engine as one application sees it, which shares it with others.
 */
export const createTasksFor =
  (engineFor: (applicationId: string) => EngineTasks): TasksFor =>
  ({ applicationId, mode, settings }, context, pictures = []) => {
    const engine = engineFor(applicationId);
    if (mode === 'live') return engine;
    const scenario = scenarioBeside(context, pictures);
    return createSandboxTasks(engine, scenario, operatingPointUnder(policyOf(settings), engine.recogniser));
  };

/**
 * What becomes of a picture that names nothing. Beside one that does, it is `match`: a face of the sandbox cannot be
 * compared with one that a real recogniser described. Null: it goes to the real engine.
 */
export function scenarioBeside(
  context: VerificationContext | undefined,
  pictures: readonly (UploadedPicture | null)[],
): SandboxScenario | null {
  const named = context === undefined ? null : scenarioInContext(context);
  if (named !== null) return named;
  return pictures.some(namesScenario) ? sandboxScenarios.match : null;
}

const namesScenario = (picture: UploadedPicture | null): boolean =>
  picture?.status === 'complete' && scenarioInPicture(picture.bytes) !== null;
