import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { twoColumns } from '#cli/terminal.js';
import type { Outcome } from '#domain/outcome.js';
import { withAdministration } from '#main/administration.js';
import type { UsageRow } from '#ports/usage-records.js';

/** Default span of `usage`. */
const usageDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

export function registerApplications(program: Command, context: CliContext): void {
  const { terminal } = context;
  const applications = program.command('applications').description('applications: settings, tokens and usage');

  applications
    .command('list')
    .description('list the applications')
    .option('--json', 'print them as JSON')
    .action((options: { json?: true }) =>
      withAdministration(async (administration) => {
        const list = await administration.applications.list();
        const rows = list.map(({ id, name }) => [id, name] as const);
        terminal.out(options.json ? JSON.stringify({ applications: list }, null, 2) : twoColumns(rows, ''));
      }),
    );

  applications
    .command('settings')
    .description('print the settings of an application, or change some of them')
    .argument('<id>')
    .option('--set <file>', 'JSON with the settings to change; what it does not name stays')
    .action((id: string, options: { set?: string }) =>
      withAdministration(async (administration) => {
        if (options.set === undefined) {
          const application = await administration.applications.find(id);
          if (application === null) throw new UsageError(`there is no application ${id}`);
          terminal.out(JSON.stringify(application.settings, null, 2));
          return;
        }
        const patch = parsePatch(await readNamedFile(options.set), options.set);
        const { settings } = orUsage(await administration.applications.changeSettings(id, patch), id);
        terminal.out(JSON.stringify(settings, null, 2));
      }),
    );

  applications
    .command('tokens')
    .description('print the token balance, or change it')
    .argument('<id>')
    .option('--add <n>', 'tokens to add; a negative number takes')
    .action((id: string, options: { add?: string }) =>
      withAdministration(async (administration) => {
        const tokens = Number(options.add ?? 0);
        if (!Number.isSafeInteger(tokens)) throw new UsageError('--add takes a whole number');
        const balance =
          tokens === 0
            ? await administration.records.usage
                .balance(id)
                .catch(() => orUsage({ ok: false, failure: { code: 'not-found' } }, id))
            : orUsage(await administration.applications.addTokens(id, tokens), id);
        terminal.out(String(balance));
      }),
    );

  applications
    .command('usage')
    .description(`calls by day, key and operation, of the last ${usageDays} days`)
    .argument('<id>')
    .option('--from <YYYY-MM-DD>', `the first day, in UTC; default: ${usageDays} days ago`)
    .option('--to <YYYY-MM-DD>', 'the last day, in UTC; default: today')
    .option('--json', 'print them as JSON')
    .action((id: string, options: { from?: string; to?: string; json?: true }) =>
      withAdministration(async ({ records }) => {
        const day = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
        const fromDay = options.from ?? day(context.now() - usageDays * dayMs);
        const rows = await records.usage.list(id, { fromDay, toDay: options.to ?? day(context.now()) });
        terminal.out(options.json ? JSON.stringify({ usage: rows }, null, 2) : usageText(rows));
      }),
    );
}

const usageText = (rows: readonly UsageRow[]): string =>
  rows.length === 0
    ? 'nothing was used'
    : twoColumns(
        rows.map(({ day, mode, keyId, operation, calls, tokens }) => [
          `${day}  ${mode}  ${keyId}  ${operation}`,
          `${calls} calls, ${tokens} tokens`,
        ]),
        '',
      );

function parsePatch(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // told below
  }
  throw new UsageError(`${file} holds no JSON object`);
}

function orUsage<T>(outcome: Outcome<T>, id: string): T {
  if (outcome.ok) return outcome.value;
  const { code, detail } = outcome.failure;
  throw new UsageError(code === 'not-found' ? `there is no application ${id}` : (detail ?? code));
}
