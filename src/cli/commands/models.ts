import { Argument, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { UsageError } from '#cli/files.js';
import { listModels, modelLines } from '#cli/list-models.js';
import { loadModels } from '#engine/models/model-store.js';
import { modelBundleNames, type ModelBundle } from '#engine/models/model-cards.js';
import { installDeepfakeModel } from '#main/install-deepfake-model.js';
import { installModels } from '#main/install-models.js';
import { readProcessConfig } from '#main/process-config.js';

export function registerModels(program: Command, context: CliContext): void {
  const models = program.command('models').description('the nets that the engine runs on');

  models
    .command('prepare')
    .description('check every model file against its card and convert what is not ONNX')
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
    });

  models
    .command('install')
    .description('download nets that are not part of a package, check them against their cards, and keep them')
    .addArgument(
      new Argument('<bundle>', 'minifasnet: liveness; deepfake: your own net, see docs/deepfake.md').choices([
        ...modelBundleNames,
        'deepfake',
      ]),
    )
    .option('--from <dir>', 'take the files from a folder; nothing is downloaded. For deepfake also its descriptor')
    .option('--mirror <url>', 'download from here in place of their authors’ repository')
    .action(async (bundle: ModelBundle | 'deepfake', { from, mirror }: { from?: string; mirror?: string }) => {
      const { terminal } = context;
      if (bundle === 'deepfake') {
        if (from === undefined)
          throw new UsageError('no net against deepfakes can be downloaded: name yours with --from');
        const { folder, model } = await installDeepfakeModel(from, context.modelsDirectory());
        terminal.note(`models: ${model.id} ${model.version} is installed in ${folder}`);
        return;
      }
      const folder = await installModels({
        bundle,
        config: readProcessConfig().config,
        from: from ?? null,
        mirror: mirror ?? null,
        onFile: (file, place) => terminal.progress(`models: ${file} from ${place}`),
      });
      terminal.note(`models: ${bundle} is installed in ${folder}`);
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
