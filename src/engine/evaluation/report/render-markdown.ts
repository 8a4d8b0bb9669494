import { reportStyle } from '#engine/evaluation/report/report-style.js';
import type { Report, ReportFile, ReportPlot, ReportSection, ReportTable } from '#engine/evaluation/report/report.js';

/**
 * A report as `report.md` with its plots beside it, for a folder that is kept under version control: without the moment
 * at which it was made and without times, so that a second run on the same data gives the same bytes.
 */
export function renderMarkdown({ title, sections }: Report): ReportFile[] {
  const plots = new Map<string, ReportFile>();
  const fileOf = (plot: ReportPlot): string => {
    const name = freeName(slug(plot.title), plots);
    plots.set(name, { name, content: standalone(plot.svg) });
    return name;
  };
  const text = [`# ${escaped(title)}`, ...sections.map((section) => sectionText(section, fileOf)), ''].join('\n\n');
  return [{ name: 'report.md', content: text.replace(/\n\n$/, '\n') }, ...plots.values()];
}

function sectionText(
  { title, level, paragraphs = [], facts = [], plots = [], tables = [] }: ReportSection,
  fileOf: (plot: ReportPlot) => string,
): string {
  return [
    `${'#'.repeat(level)} ${escaped(title)}`,
    ...paragraphs.map(escaped),
    ...(facts.length === 0 ? [] : [tableText({ caption: '', head: ['', ''], rows: facts })]),
    ...plots
      .filter(({ ofTimes }) => ofTimes !== true)
      .flatMap((plot) => [
        `![${escaped(plot.title)}](${fileOf(plot)})`,
        `**${escaped(plot.title)}.** ${escaped(plot.caption)}`,
      ]),
    ...tables.map(tableText),
  ].join('\n\n');
}

function tableText({ caption, head, rows, folded }: ReportTable): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const table = [row(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(row)].join('\n');
  if (folded) return `<details><summary>${escaped(caption)}</summary>\n\n${table}\n\n</details>`;
  return caption === '' ? table : `${escaped(caption)}\n\n${table}`;
}

const cell = (text: string): string => escaped(text).replaceAll('|', '\\|');

/** Names of files and labels are shown as they are, whatever they hold. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_<>[\]#]/g, (sign) => `\\${sign}`).replace(/\s*[\r\n]+\s*/g, ' ');

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'plot';

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${name}.svg` : `${name}-${number}.svg`;
    if (!taken.has(file)) return file;
  }
}

/** The plot as a file of its own: it brings the colours that a page would give it, light and dark, and its ground. */
function standalone(svg: string): string {
  const style = `${coloursFor(0)}\n@media (prefers-color-scheme: dark) {\n${coloursFor(1)}\n}`;
  return `${svg.replace(
    /^<svg class="plot"([^>]*)>/,
    `<svg xmlns="http://www.w3.org/2000/svg" class="plot"$1>\n<style>\n${style}\n</style>`,
  )}\n`;
}

/** The rules of plots with the colours themselves, which also programs understand that know no variables. 0: light, 1: dark. */
function coloursFor(palette: 0 | 1): string {
  const colours = new Map<string, string>();
  const palettes = [...reportStyle.matchAll(/:root \{([^}]*)\}/g)].slice(0, palette + 1);
  for (const [, declarations = ''] of palettes) {
    for (const [, name, value] of declarations.matchAll(/(--[\w-]+): ([^;]+)/g)) colours.set(name!, value!);
  }
  const rules = reportStyle.split('\n').filter((line) => line.startsWith('.plot'));
  const all = [...rules, 'svg { background: var(--ground); font-family: system-ui, "DejaVu Sans", sans-serif; }'];
  return all.join('\n').replace(/var\((--[\w-]+)\)/g, (_, name: string) => colours.get(name) ?? 'currentColor');
}
