import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { twoColumns } from '#cli/terminal.js';
import { chosenRecogniser } from '#engine/recognisers/recogniser-choice.js';
import { withAdministration } from '#main/administration.js';

/** `bonafide templates`: enrolled people, all applications together. */
export function registerTemplates(program: Command, context: CliContext): void {
  const { terminal } = context;
  const templates = program.command('templates').description('enrolled people');

  templates
    .command('status')
    .description('how many enrolled pictures the chosen face recogniser has seen, and how many wait for it')
    .option('--json', 'print it as JSON')
    .action((options: { json?: true }) =>
      withAdministration(async ({ records }) => {
        const { id, digest } = await chosenRecogniser(context.modelsDirectory());
        const outdated = await records.templates.countOutdated(digest, null);
        if (options.json) {
          terminal.out(JSON.stringify({ recogniser: { id, digest }, outdated }, null, 2));
          return;
        }
        terminal.out(
          twoColumns([
            ['recogniser', `${id} (digest ${digest.slice(0, 12)}…)`],
            ['pictures to be seen again', `${outdated.withPicture}; a running server does it in the background`],
            ['pictures that were not kept', `${outdated.withoutPicture}; whoever they show has to be enrolled anew`],
          ]),
        );
      }),
    );
}
