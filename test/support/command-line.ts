import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { programs, type Installation } from './server-process.js';

export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

/** Runs the command line on an installation, beside its server. */
export function bonafide({ directory, environment }: Installation, ...args: string[]): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [programs.real[0], ...args],
      { cwd: directory, env: { ...environment } },
      (error, out, note) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, note });
      },
    );
  });
}

/** Changes settings of an application as its operator does. */
export async function changeSettings(
  installation: Installation,
  applicationId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = path.join(installation.directory, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  const { code, note } = await bonafide(installation, 'applications', 'settings', applicationId, '--set', file);
  if (code !== 0) throw new Error(`the settings were refused: ${note}`);
}
