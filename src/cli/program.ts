import { Command, CommanderError } from 'commander';
import { registerCompare } from '#cli/commands/compare.js';
import { registerDoctor } from '#cli/commands/doctor.js';
import { registerEvaluate } from '#cli/commands/evaluate.js';
import { registerFaces } from '#cli/commands/faces.js';
import { registerKeys } from '#cli/commands/keys.js';
import { registerModels } from '#cli/commands/models.js';
import { registerRead } from '#cli/commands/read.js';
import { registerSamples } from '#cli/commands/samples.js';
import { registerServe } from '#cli/commands/serve.js';
import { registerTransactions } from '#cli/commands/transactions.js';
import { registerVerify } from '#cli/commands/verify.js';
import type { CliContext } from '#cli/context.js';
import { exitCodes, type ExitCode } from '#cli/exit-codes.js';
import { UsageError } from '#cli/files.js';
import type { Terminal } from '#cli/terminal.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { readProcessConfig } from '#main/process-config.js';
import { StartUpError } from '#main/start-up-error.js';

/** Every command, in the order in which the help lists them. */
const registrations = [
  registerServe,
  registerVerify,
  registerRead,
  registerCompare,
  registerFaces,
  registerKeys,
  registerTransactions,
  registerSamples,
  registerEvaluate,
  registerModels,
  registerDoctor,
];

/** Runs one command line; gives the exit code. An expected problem leaves a sentence, not a stack trace. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const modelsDirectory = (): string => readProcessConfig().config.modelsDirectory;
  const context: CliContext = {
    terminal,
    modelsDirectory,
    async withEngine(work) {
      terminal.progress('loading the models …');
      // On demand: a server runs the nets in its workers, and its start need not wait for them here.
      const { createEngineTasks } = await import('#engine/create-engine-tasks.js');
      const { loadModels } = await import('#engine/models/model-store.js');
      return work(await createEngineTasks({ models: await loadModels({ modelsDirectory: modelsDirectory() }) }));
    },
    now: Date.now,
    exitWith: (wanted) => (code = wanted),
  };
  const program = new Command('bonafide')
    .description('Self-hosted identity verification: a document and a selfie in, an honest verdict out.')
    .exitOverride()
    .showHelpAfterError('(bonafide --help lists the commands)');
  for (const register of registrations) register(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  // commander has printed its own message; help and version end this way too, with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError) {
    terminal.note(error.message);
    return exitCodes.usage;
  }
  if (error instanceof ModelFileError) {
    terminal.note(`${error.message}\n\`npm ci\` puts the installed files back as they were published.`);
    return exitCodes.configuration;
  }
  if (error instanceof StartUpError) {
    terminal.note(error.message);
    return exitCodes.configuration;
  }
  terminal.note(`bonafide failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return exitCodes.internal;
}
