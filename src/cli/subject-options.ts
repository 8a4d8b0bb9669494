import { Option, type Command } from 'commander';
import { modes, type Mode } from '#domain/access.js';
import { UsageError } from '#cli/files.js';
import { onlyApplication } from '#cli/only-application.js';
import type { Administration } from '#main/administration.js';
import type { Owner } from '#ports/records.js';
import type { Subject } from '#services/erase/subject.js';

export interface SubjectOptions {
  readonly app?: string;
  readonly mode: Mode;
  readonly user?: string;
  readonly check?: string;
}

/** Whom a command is about. */
export const withSubjectOptions = (command: Command): Command =>
  command
    .option('--app <id>', 'the application (default: the only one)')
    .addOption(new Option('--mode <mode>', 'of the sandbox or not').choices(modes).default('live'))
    .option('--user <id>', 'everything under the identifier that the application gave a person')
    .option('--check <id>', 'one check: its verification or session');

/** Throws `UsageError` where the options name no subject, or an unknown application. */
export async function readSubject(
  administration: Pick<Administration, 'records'>,
  { app, mode, user, check }: SubjectOptions,
): Promise<{ owner: Owner; subject: Subject }> {
  if ((user === undefined) === (check === undefined)) throw new UsageError('give --user <id> or --check <id>');
  const applicationId = app ?? (await onlyApplication(administration));
  if ((await administration.records.applications.find(applicationId)) === null) {
    throw new UsageError(`there is no application ${applicationId}`);
  }
  const subject: Subject = user !== undefined ? { kind: 'user', identifier: user } : { kind: 'check', id: check! }; // one of the two is given
  return { owner: { applicationId, mode }, subject };
}
