import type { Command, Option } from 'commander';
import type { CliContext } from '#cli/context.js';
import { createProgram } from '#cli/program.js';
import { markdownTable } from './markdown-table.js';

/** What docs/command-line.md says of every option of every command. */
export async function optionsTable(): Promise<string> {
  const program = await createProgram({} as CliContext); // nothing of it is used before a command runs
  return markdownTable([['Command', 'Option', 'Meaning'], ...rowsBelow(program, '')]);
}

const rowsBelow = (parent: Command, path: string): string[][] =>
  parent.commands.flatMap((command) => {
    const name = `${path}${command.name()}`;
    const own = command.options.map((option) => [`\`${name}\``, `\`${option.flags}\``, meaningOf(option)]);
    return [...own, ...rowsBelow(command, `${name} `)];
  });

function meaningOf({ description, argChoices, mandatory, negate, defaultValue }: Option): string {
  const parts = [description.replaceAll('<', '\\<')]; // no tag of HTML
  if (argChoices !== undefined) parts.push(argChoices.map((choice) => `\`${choice}\``).join(', '));
  if (mandatory) parts.push('required');
  // Without its `--no-` form an option is on.
  if (defaultValue !== undefined && !negate) parts.push(`default: \`${String(defaultValue)}\``);
  return parts.join('; ');
}
