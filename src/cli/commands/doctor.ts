import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { registerDoctorAudit } from '#cli/commands/doctor-audit.js';
import { exitCodes } from '#cli/exit-codes.js';
import { examineInstallation, type Finding } from '#main/doctor.js';

const marks = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const satisfies Record<
  Finding['status'],
  string
>;

export function registerDoctor(program: Command, context: CliContext): void {
  const doctor = program
    .command('doctor')
    .description('check models, disk, database, keys and permissions; changes nothing')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: true }) => {
      context.terminal.progress('checking …');
      const findings = await examineInstallation();
      const lines = findings.map(({ check, status, detail }) => `${marks[status]}  ${check}: ${detail}`);
      context.terminal.out(options.json ? JSON.stringify({ findings }, null, 2) : lines.join('\n'));
      if (findings.some(({ status }) => status === 'failed')) context.exitWith(exitCodes.negative);
    });
  registerDoctorAudit(doctor, context);
}
