import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepKeysIn, keepLog } from './run-log.js';
import { programs, type Installation } from './server-process.js';

export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

/** Runs a command of the command line on an installation, beside its server. `more`: settings beside the installation's. */
export function bonafide(
  { directory, environment }: Installation,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const options = { cwd: directory, env: { ...environment, ...more } };
    execFile(process.execPath, [programs.real[0], ...args], options, (error, out, note) => {
      keepKeysIn(out);
      keepLog(note.endsWith('\n') ? note : `${note}\n`);
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, note });
    });
  });
}

/** Changes settings of an application as its operator does. */
export async function changeSettings(
  installation: Installation,
  applicationId: string,
  settings: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const file = path.join(installation.directory, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  const { code, note } = await bonafide(installation, ['applications', 'settings', applicationId, '--set', file], more);
  if (code !== 0) throw new Error(`the settings were refused: ${note}`);
}

/** For tests that call as often as the server can answer. */
export const hardlyLimited = { limits: { perSecond: 10_000, burst: 20_000 } } as const;
