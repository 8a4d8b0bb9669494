import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { runServe } from '#main/run-serve.js';
import { createScheduler } from '#services/scheduler.js';

export function registerServe(program: Command, context: CliContext): void {
  program
    .command('serve')
    .description('run the server; settings come from the environment and .env (docs/configuration.md)')
    .option('--tls-self-signed', 'HTTPS with a certificate made now, on every network interface: to try a phone')
    .action(async (options: { tlsSelfSigned?: true }) => {
      const { terminal } = context;
      const scheduler = createScheduler(Math.random);
      const code = await runServe({ tlsSelfSigned: options.tlsSelfSigned ?? false, terminal, scheduler });
      if (code !== 0) context.exitWith(exitCodes.negative);
    });
}
