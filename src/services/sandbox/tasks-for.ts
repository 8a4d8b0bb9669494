import type { Principal } from '#domain/access.js';
import type { VerificationContext } from '#domain/verification-context.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { policyOf } from '#services/application-policy.js';
import { scenarioInContext } from '#services/sandbox/find-scenario.js';
import { createSandboxTasks } from '#services/sandbox/sandbox-tasks.js';

/** The engine that looks at a caller's pictures. `context`: whose verification it is, where the call says so. */
export type TasksFor = (principal: Pick<Principal, 'mode' | 'settings'>, context?: VerificationContext) => EngineTasks;

/** Live keys get the engine itself, whatever their pictures and contexts say; test keys the sandbox around it. */
export const createTasksFor =
  (engine: EngineTasks): TasksFor =>
  ({ mode, settings }, context) =>
    mode === 'live'
      ? engine
      : createSandboxTasks(
          engine,
          context === undefined ? null : scenarioInContext(context),
          operatingPointUnder(policyOf(settings)),
        );
