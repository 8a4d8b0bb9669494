import { createPrometheus } from '#adapters/prometheus/create-prometheus.js';
import { markdownTable } from './markdown-table.js';

/** What a server registers; its type as Prometheus calls it. */
export const registeredMetrics = createPrometheus().describe();

/** What docs/operations.md says of every metric. */
export function metricsTable(): string {
  const rows = registeredMetrics.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]);
  return markdownTable([['Metric', 'Type', 'Labels', 'Meaning'], ...rows]);
}
