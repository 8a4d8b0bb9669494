import type { Reporter, TestModule } from 'vitest/node';
import { textTable } from './text-table.js';

declare module 'vitest' {
  interface TaskMeta {
    contract?: { readonly dialect: string; readonly call: string };
  }
}

interface Row {
  readonly calls: Set<string>;
  cases: number;
  passed: number;
}

/** At the end of a run: what the contract suite asked in each dialect, and how much of it held. */
export default class ContractTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { contract } = test.meta();
        if (contract === undefined) continue;
        const row = rows.get(contract.dialect) ?? { calls: new Set<string>(), cases: 0, passed: 0 };
        rows.set(contract.dialect, row);
        row.calls.add(contract.call);
        row.cases++;
        if (test.result().state === 'passed') row.passed++;
      }
    }
    if (rows.size > 0) process.stdout.write(`\n${table(rows)}\n`);
  }
}

function table(rows: ReadonlyMap<string, Row>): string {
  const lines = [...rows].map(([dialect, { calls, cases, passed }]) => [dialect, calls.size, cases, passed]);
  const sum = (column: number): number => lines.reduce((total, line) => total + Number(line[column]), 0);
  const all = [['dialect', 'calls', 'cases', 'passed'], ...lines, ['all', sum(1), sum(2), sum(3)]].map((line) =>
    line.map(String),
  );
  return textTable(all, 1);
}
