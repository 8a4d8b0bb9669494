import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { withAdministration } from '#main/administration.js';
import type { ChainCheck } from '#ports/audit-records.js';

/** `bonafide doctor audit`: reads every audit log anew and says whether an entry was changed, moved or dropped. */
export function registerDoctorAudit(doctor: Command, context: CliContext): void {
  doctor
    .command('audit')
    .description('check the chains of the audit logs entry by entry; changes nothing')
    .option('--json', 'print the findings as JSON')
    .action((_options: unknown, command: Command) =>
      withAdministration(async ({ records }) => {
        // `doctor` knows the option as well, and takes it wherever it stands.
        const { json } = command.optsWithGlobals<{ json?: true }>();
        const findings: (ChainCheck & { log: string })[] = [];
        for (const applicationId of await records.audit.logs()) {
          findings.push({ log: applicationId ?? 'installation', ...(await records.audit.check(applicationId)) });
        }
        context.terminal.out(json ? JSON.stringify({ findings }, null, 2) : text(findings));
        if (findings.some(({ status }) => status === 'broken')) context.exitWith(exitCodes.negative);
      }),
    );
}

function text(findings: readonly (ChainCheck & { log: string })[]): string {
  if (findings.length === 0) return 'no audit log has an entry yet';
  return findings
    .map((finding) =>
      finding.status === 'whole'
        ? `whole   ${finding.log}: ${finding.entries} entries`
        : `BROKEN  ${finding.log}: entry ${finding.atSequence} of ${finding.entries} was changed, moved or dropped`,
    )
    .join('\n');
}
