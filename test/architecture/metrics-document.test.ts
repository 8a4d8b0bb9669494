import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '#engine/models/package-root.js';
import { metricsTable, registeredMetrics } from '../support/metrics-table.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');

test('docs/operations.md holds the table of every metric that is registered, and no other', () => {
  expect(read('docs/operations.md')).toContain(`\n${metricsTable()}\n\n`);
  expect(read('docs/operations.md').match(/^\| `(bonafide|process|nodejs)_/gm)).toHaveLength(registeredMetrics.length);
});

const ruleFileSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const targetsSchema = z.array(z.object({ expr: z.string() }));
const boardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), type: z.string(), targets: targetsSchema.optional() })),
});

const rules = ruleFileSchema.parse(parse(read('deploy/prometheus/alerts.yaml'))).groups.flatMap((group) => group.rules);
const panels = boardSchema.parse(JSON.parse(read('deploy/grafana/bonafide.json'))).panels;

/** Labels that Prometheus adds to every series, and those of a bucket. */
const givenLabels = ['instance', 'job', 'le'];

/** Series that a server tells, and `up`, with the labels that they have. */
const knownSeries = new Map<string, readonly string[]>([
  ['up', givenLabels],
  ...registeredMetrics.flatMap(({ name, type, labels }) =>
    (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map(
      (ending) => [`${name}${ending}`, [...labels, ...givenLabels]] as const,
    ),
  ),
]);

/** What is wrong with an expression, read by Prometheus' own grammar. */
function faultsOf(expression: string): string[] {
  const faults: string[] = [];
  const text = (node: { from: number; to: number }): string => expression.slice(node.from, node.to);
  let named = 0;
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError) faults.push(`it is no expression at ${node.from}`);
      if (node.name === 'VectorSelector') {
        const name = text(node.node.getChild('Identifier') ?? node.node);
        const labels = knownSeries.get(name);
        named += 1;
        if (labels === undefined) faults.push(`no server tells ${name}`);
        for (const [, label = ''] of text(node).matchAll(/[{,]\s*([a-z_]+)\s*(?:=~|!~|!=|=)/g)) {
          if (labels?.includes(label) === false) faults.push(`${name} has no ${label}`);
        }
      }
    },
  });
  return named === 0 ? [...faults, 'it looks at nothing'] : faults;
}

test('the check of expressions finds what is wrong', () => {
  expect(faultsOf('rate(bonafide_operations_total{mode="live"}[5m])')).toEqual([]);
  expect(faultsOf('sum(bonafide_nothing)')).toEqual(['no server tells bonafide_nothing']);
  expect(faultsOf('bonafide_operations_total{route="a"}')).toEqual(['bonafide_operations_total has no route']);
  expect(faultsOf('sum(up')).toEqual([expect.stringContaining('it is no expression')]);
  expect(faultsOf('1 + 1')).toEqual(['it looks at nothing']);
});

test('every alert asks for what a server tells, and stands in docs/operations.md', () => {
  expect(rules.length).toBeGreaterThan(10);
  const faults = rules.flatMap(({ alert, expr }) => faultsOf(expr).map((fault) => `${alert}: ${fault}`));
  expect(faults).toEqual([]);
  const told = [...read('docs/operations.md').matchAll(/^\| `(Bonafide[A-Za-z]+)` +\|/gm)].map((match) => match[1]);
  expect(told).toEqual(rules.map(({ alert }) => alert));
});

test('every panel of the board shows what a server tells', () => {
  const shown = panels.filter(({ type }) => type !== 'row');
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.filter(({ targets }) => (targets ?? []).length === 0).map(({ title }) => title)).toEqual([]);
  const faults = shown.flatMap(({ title, targets = [] }) =>
    targets.flatMap(({ expr }) => faultsOf(expr).map((fault) => `${title}: ${fault}`)),
  );
  expect(faults).toEqual([]);
});

test('the board shows every metric of our own but the facts of the build', () => {
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');
  const missing = registeredMetrics
    .map(({ name }) => name)
    .filter((name) => name.startsWith('bonafide_') && !expressions.includes(name));
  expect(missing).toEqual(['bonafide_build_info', 'bonafide_admission_limit', 'bonafide_template_limit_bytes']);
});
