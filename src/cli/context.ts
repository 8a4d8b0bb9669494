import type { ExitCode } from '#cli/exit-codes.js';
import type { Terminal } from '#cli/terminal.js';
import type { EngineTasks } from '#engine/engine-tasks.js';

/** What commands get, so that none of them reaches for globals. */
export interface CliContext {
  readonly terminal: Terminal;
  /** Runs `work` on an engine of this process. */
  withEngine<T>(work: (tasks: EngineTasks) => Promise<T>): Promise<T>;
  /** Where converted models are kept. */
  modelsDirectory(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends the process with this code once the command has finished. */
  exitWith(code: ExitCode): void;
}
