import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { twoColumns } from '#cli/terminal.js';
import { configuredMigrations, migrateConfigured } from '#main/migrations.js';

export function registerMigrate(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('migrate')
    .description('bring the configured database up to date; a server does so itself when it starts')
    .option('--status', 'only list what was applied and what was not')
    .option('--json', 'print it as JSON')
    .action(async (options: { status?: true; json?: true }) => {
      if (options.status) {
        const { place, migrations } = await configuredMigrations();
        if (options.json) terminal.out(JSON.stringify({ place, migrations }, null, 2));
        else {
          const rows = migrations.map(({ name, appliedAt }) => [name, appliedAt?.toISOString() ?? 'pending'] as const);
          terminal.out(`${place}\n${twoColumns(rows)}`);
        }
        return;
      }
      const { place, applied } = await migrateConfigured();
      if (options.json) terminal.out(JSON.stringify({ place, applied }, null, 2));
      else if (applied.length === 0) terminal.out(`${place} is up to date`);
      else terminal.out(`${place} is up to date now; applied:\n${applied.map((name) => `  ${name}`).join('\n')}`);
    });
}
