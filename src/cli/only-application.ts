import { UsageError } from '#cli/files.js';
import type { Administration } from '#main/administration.js';

/** The application that a command means where it names none. Throws `UsageError` where that is not plain. */
export async function onlyApplication({ records }: Pick<Administration, 'records'>): Promise<string> {
  const applications = await records.applications.list();
  const [application] = applications;
  if (application === undefined)
    throw new UsageError('there is no application yet: bonafide keys create --new-app <name> makes one');
  if (applications.length === 1) return application.id;
  const known = applications.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  throw new UsageError(`there are several applications: give --app <id>\n${known}`);
}
