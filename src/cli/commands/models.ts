import type { Command } from 'commander';
import { registerModelsInstall } from '#cli/commands/models-install.js';
import { registerModelsRecogniser } from '#cli/commands/models-recogniser.js';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { listModels, modelLines } from '#cli/list-models.js';
import { loadModels } from '#engine/models/model-store.js';
import { preparedSamplesDirectory, prepareSamples } from '#main/samples.js';
import { verifyModels } from '#main/verify-models.js';

export function registerModels(program: Command, context: CliContext): void {
  const models = program.command('models').description('the nets that the engine runs on');

  models
    .command('prepare')
    .description('check every model file against its card, convert what is not ONNX, and draw what servers warm up on')
    .action(async () => {
      const { terminal } = context;
      const loaded = await loadModels({
        modelsDirectory: context.modelsDirectory(),
        onProgress({ id, step, done, total }) {
          if (step === 'convert') terminal.note(`models: converting ${id} (${done + 1} of ${total})`);
          else terminal.progress(`models: ${id} (${done} of ${total} ready)`);
        },
      });
      terminal.note(`models: ${loaded.size} checked against their cards`);
      terminal.progress('rendering sample pictures …');
      // On demand: other commands about models need no code that draws.
      const { renderStartSamples } = await import('#main/render-start-samples.js');
      await prepareSamples(preparedSamplesDirectory(context.modelsDirectory()), renderStartSamples);
    });

  registerModelsInstall(models, context);
  registerModelsRecogniser(models, context);

  models
    .command('verify')
    .description('check every model file against its card or descriptor again, and run every installed net')
    .action(async () => {
      context.terminal.progress('checking the models …');
      const verified = await verifyModels(context.modelsDirectory());
      context.terminal.out(verified.map(({ id, problem }) => `${id}: ${problem ?? 'in order'}`).join('\n'));
      if (verified.some(({ problem }) => problem !== null)) context.exitWith(exitCodes.configuration);
    });

  models
    .command('list')
    .description('list the models with licence and digest, and whether those that are part of no package are installed')
    .option('--json', 'print the cards as JSON, each with its status')
    .action(async (options: { json?: true }) => {
      const listed = await listModels(context.modelsDirectory());
      context.terminal.out(options.json ? JSON.stringify(listed, null, 2) : listed.map(modelLines).join('\n'));
    });
}
