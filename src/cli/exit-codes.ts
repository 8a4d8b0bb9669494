import { UsageError } from '#cli/files.js';
import type { Decision } from '#domain/verification.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { StartUpError, UnreachableError } from '#main/start-up-error.js';

/** What the commands end with; documented in docs/command-line.md. */
export const exitCodes = {
  /** Done; for `verify` and `compare`: match. */
  ok: 0,
  /** `verify` and `compare`: no match. `doctor`: a check failed. `backup`, `restore`: something is not whole. */
  negative: 1,
  /** `verify` and `compare`: a person has to review the case. */
  review: 2,
  /** A picture cannot be used; the failure code says why. */
  pictureRefused: 3,
  /** The command was called wrongly, or a named file cannot be read. */
  usage: 64,
  /** The database or the bucket cannot be reached now; the same command may do later. */
  unavailable: 69,
  /** A fault of Bonafide itself. */
  internal: 70,
  /** The configuration or the installation is not in order. */
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How what a command throws ends it. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof UnreachableError) return exitCodes.unavailable;
  if (error instanceof StartUpError || error instanceof ModelFileError) return exitCodes.configuration;
  return exitCodes.internal;
}

/** How a decision ends a command. */
export const decisionExitCodes = {
  match: exitCodes.ok,
  'no-match': exitCodes.negative,
  review: exitCodes.review,
} as const satisfies Record<Decision, ExitCode>;
