import { createPrometheus } from '#adapters/prometheus/create-prometheus.js';

/** What a server registers; its type as Prometheus calls it. */
export const registeredMetrics = createPrometheus().describe();

/** What docs/operations.md says of every metric. */
export function metricsTable(): string {
  const rows = registeredMetrics.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(', '),
    // A bar would end the cell.
    help.replaceAll('|', '\\|'),
  ]);
  const table = [['Metric', 'Type', 'Labels', 'Meaning'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = table.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}
