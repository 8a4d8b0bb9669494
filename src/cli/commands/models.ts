import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { loadModels } from '#engine/models/model-store.js';
import { modelIds, readModelCard } from '#engine/models/model-cards.js';

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
    .command('list')
    .description('list the models with licence and digest')
    .option('--json', 'print the cards as JSON')
    .action(async (options: { json?: true }) => {
      const cards = await Promise.all(modelIds.map((id) => readModelCard(id)));
      const lines = cards.map(
        (card) =>
          `${card.id}  ${card.version}  ${card.licence}  sha256 ${card.onnxSha256.slice(0, 12)}…\n  ${card.title}`,
      );
      context.terminal.out(options.json ? JSON.stringify(cards, null, 2) : lines.join('\n'));
    });
}
