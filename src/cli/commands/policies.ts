import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { UsageError } from '#cli/files.js';
import { onlyApplication } from '#cli/only-application.js';
import { policyText } from '#cli/policy-text.js';
import { textTable } from '#cli/text-table.js';
import { referenceOf } from '#domain/calibrated-policy.js';
import { percent } from '#engine/evaluation/report/number-words.js';
import { withAdministration } from '#main/administration.js';

/** `bonafide policies`. */
export function registerPolicies(program: Command, context: CliContext): void {
  const { terminal } = context;
  const policies = program.command('policies').description('policies that calibrations found, and who decides by them');

  policies
    .command('list')
    .description('list the policies, the newest version of a name first')
    .option('--json', 'print them as JSON')
    .action((options: { json?: true }) =>
      withAdministration(async (administration) => {
        const list = await administration.policies.list();
        if (options.json) return terminal.out(JSON.stringify({ policies: list }, null, 2));
        if (list.length === 0) return terminal.out('there are no policies; "bonafide calibrate" makes them');
        const rows = list.map((policy) => [
          referenceOf(policy),
          String(policy.threshold),
          String(policy.reviewFrom),
          percent(policy.wantedFmr),
          new Date(policy.createdAtEpochMs).toISOString().slice(0, 10),
          policy.recogniserDigest === administration.recogniserDigest ? 'yes' : 'no: another recogniser',
        ]);
        terminal.out(textTable([['policy', 'threshold', 'review from', 'FMR at most', 'made', 'usable'], ...rows]));
      }),
    );

  policies
    .command('show')
    .description('print a policy with its evidence')
    .argument('<policy>', 'name@version, or a name: its newest version')
    .option('--json', 'print it as JSON')
    .action((reference: string, options: { json?: true }) =>
      withAdministration(async (administration) => {
        const policy = await administration.policies.find(reference);
        if (policy === null) throw new UsageError(`there is no policy ${reference}`);
        terminal.out(options.json ? JSON.stringify(policy, null, 2) : `${referenceOf(policy)}\n${policyText(policy)}`);
      }),
    );

  policies
    .command('use')
    .description('let an application decide by a policy; "card" goes back to the recogniser’s own thresholds')
    .argument('<policy>', 'name@version, or a name: its newest version; or card')
    .option('--app <id>', 'default: the only one')
    .action((reference: string, options: { app?: string }) =>
      withAdministration(async (administration) => {
        const { applications } = administration;
        const id = options.app ?? (await onlyApplication(administration));
        const operatingPoint = reference === 'card' ? null : { policy: reference };
        const changed = await applications.changeSettings(id, { policy: { operatingPoint } });
        if (!changed.ok) {
          const { code, detail } = changed.failure;
          throw new UsageError(code === 'not-found' ? `there is no application ${id}` : (detail ?? code));
        }
        const used = changed.value.settings.policy.operatingPoint;
        terminal.note(
          used === null
            ? `${id} decides by the recogniser's own thresholds`
            : `${id} decides by ${used.policy ?? 'scores set by hand'}: threshold ${used.threshold}, review from ${used.reviewFrom}`,
        );
      }),
    );
}
