import { Command, CommanderError } from 'commander';
import type { CliContext } from '#cli/context.js';
import { exitCodeOf, exitCodes, type ExitCode } from '#cli/exit-codes.js';
import type { Terminal } from '#cli/terminal.js';
import { packageVersion } from '#main/package-version.js';
import { readProcessConfig } from '#main/process-config.js';

/**
 * Every command, in the order in which the help lists them. Loaded on demand: a server starts without the code that
 * evaluates, draws and measures.
 */
const registrations: Readonly<Record<string, () => Promise<(program: Command, context: CliContext) => void>>> = {
  serve: async () => (await import('#cli/commands/serve.js')).registerServe,
  verify: async () => (await import('#cli/commands/verify.js')).registerVerify,
  read: async () => (await import('#cli/commands/read.js')).registerRead,
  compare: async () => (await import('#cli/commands/compare.js')).registerCompare,
  faces: async () => (await import('#cli/commands/faces.js')).registerFaces,
  keys: async () => (await import('#cli/commands/keys.js')).registerKeys,
  users: async () => (await import('#cli/commands/users.js')).registerUsers,
  applications: async () => (await import('#cli/commands/applications.js')).registerApplications,
  transactions: async () => (await import('#cli/commands/transactions.js')).registerTransactions,
  webhooks: async () => (await import('#cli/commands/webhooks.js')).registerWebhooks,
  'master-key': async () => (await import('#cli/commands/master-key.js')).registerMasterKey,
  migrate: async () => (await import('#cli/commands/migrate.js')).registerMigrate,
  'copy-database': async () => (await import('#cli/commands/copy-database.js')).registerCopyDatabase,
  backup: async () => (await import('#cli/commands/backup.js')).registerBackup,
  restore: async () => (await import('#cli/commands/restore.js')).registerRestore,
  erase: async () => (await import('#cli/commands/erase.js')).registerErase,
  templates: async () => (await import('#cli/commands/templates.js')).registerTemplates,
  export: async () => (await import('#cli/commands/export.js')).registerExport,
  samples: async () => (await import('#cli/commands/samples.js')).registerSamples,
  evaluate: async () => (await import('#cli/commands/evaluate.js')).registerEvaluate,
  calibrate: async () => (await import('#cli/commands/calibrate.js')).registerCalibrate,
  policies: async () => (await import('#cli/commands/policies.js')).registerPolicies,
  'search-bench': async () => (await import('#cli/commands/search-bench.js')).registerSearchBench,
  models: async () => (await import('#cli/commands/models.js')).registerModels,
  doctor: async () => (await import('#cli/commands/doctor.js')).registerDoctor,
};

/** The program with the command of this name, or with all where there is none of it. */
export async function createProgram(context: CliContext, name = ''): Promise<Command> {
  const program = new Command('bonafide')
    .description('Self-hosted identity verification: a document and a selfie in, an honest verdict out.')
    .version(packageVersion, '--version')
    .exitOverride()
    .showHelpAfterError('(bonafide --help lists the commands)');
  // `toString` is no command.
  const named = Object.hasOwn(registrations, name) ? [registrations[name]!] : Object.values(registrations);
  for (const load of named) (await load())(program, context);
  return program;
}

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
      const { loadInstalledModels } = await import('#engine/models/installed-models.js');
      const { loadInstalledDeepfakeModel } = await import('#engine/deepfake/installed-deepfake-model.js');
      const { loadInstalledRaceModel } = await import('#engine/race/installed-race-model.js');
      const { loadRecogniserInUse } = await import('#engine/recognisers/recogniser-choice.js');
      const [models, attackDetection, deepfakeDetection, raceDetection] = await Promise.all([
        loadModels({ modelsDirectory: modelsDirectory() }),
        loadInstalledModels('minifasnet', modelsDirectory()),
        loadInstalledDeepfakeModel(modelsDirectory()),
        loadInstalledRaceModel(modelsDirectory()),
      ]);
      for (const optional of [attackDetection, deepfakeDetection, raceDetection]) {
        if (optional.status === 'unusable') terminal.note(`warning: ${optional.problem}`);
      }
      const shipped = models.get('face-recognition');
      const recogniser = await loadRecogniserInUse({
        modelsDirectory: modelsDirectory(),
        ...(shipped !== undefined && { shipped }),
      });
      return work(await createEngineTasks({ models, recogniser, attackDetection, deepfakeDetection, raceDetection }));
    },
    now: Date.now,
    exitWith: (wanted) => (code = wanted),
  };
  try {
    const program = await createProgram(context, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  // commander has printed its own message; help and version end this way too, with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const code = exitCodeOf(error);
  const { message, stack = message } = error instanceof Error ? error : { message: String(error) };
  terminal.note(code === exitCodes.internal ? `bonafide failed: ${stack}` : message);
  return code;
}
