import { execFile } from 'node:child_process';
import { programs, type Installation } from './server-process.js';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

/** Runs a command of the command line on an installation. */
export function bonafide(
  { directory, environment }: Installation,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { cwd: directory, env: { ...environment, ...more } };
    execFile(process.execPath, [programs.real[0], ...args], options, (error, out, note) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, note });
    });
  });
}
