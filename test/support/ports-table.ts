import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { portImplementations } from '../../src/ports/port-implementations.suite.js';
import { textTable } from './text-table.js';

/** One test of a port's suite: over which implementation it ran, and whether it held. */
export interface PortCase {
  readonly port: string;
  readonly implementation: string;
  readonly passed: boolean;
}

/**
 * At the end of a run of the project `ports`: each port over each of its implementations. The run fails where a suite did
 * not run over one of them, or over one that is not known.
 */
export default class PortsTable implements Reporter {
  private vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const ofPorts = modules.filter(({ project }) => project.name === 'ports');
    if (ofPorts.length === 0 || this.vitest === null) return;
    const cases = ofPorts.flatMap((module) =>
      [...module.children.allTests()].flatMap((test): PortCase[] => {
        const { port } = test.meta();
        if (port === undefined) return [];
        return [{ port: port.name, implementation: port.implementation, passed: test.result().state === 'passed' }];
      }),
    );
    const { table, faults } = tellPorts(cases, portImplementations);
    process.stdout.write(`\n${table}\n`);
    // Where some of the tests were asked for by name the others are rightly absent.
    const all = (await this.vitest.globTestSpecifications()).filter(({ project }) => project.name === 'ports');
    const partial = ofPorts.length < all.length || this.vitest.config.testNamePattern !== undefined;
    if (partial || faults.length === 0) return;
    process.stdout.write(faults.map((fault) => `ports: ${fault}\n`).join(''));
    process.exitCode = 1;
  }
}

/** The table of the cases, with a line for each implementation that there should be, and what is amiss with them. */
export function tellPorts(
  cases: readonly PortCase[],
  known: Readonly<Record<string, readonly string[]>>,
): { readonly table: string; readonly faults: readonly string[] } {
  const rows = Object.entries(known).flatMap(([port, implementations]) =>
    implementations.map((implementation) => {
      const ran = cases.filter((one) => one.port === port && one.implementation === implementation);
      return { port, implementation, cases: ran.length, passed: ran.filter(({ passed }) => passed).length };
    }),
  );
  const strange = cases.filter((one) => !known[one.port]?.includes(one.implementation));
  const missing = rows.filter((row) => row.cases === 0);
  const sum = (of: 'cases' | 'passed'): number => rows.reduce((total, row) => total + row[of], 0);
  return {
    table: textTable(
      [
        ['port', 'implementation', 'cases', 'passed'],
        ...rows.map((row) => [row.port, row.implementation, String(row.cases), String(row.passed)]),
        ['all', '', String(sum('cases')), String(sum('passed'))],
      ],
      2,
    ),
    faults: [
      ...missing.map(({ port, implementation }) => `the suite of ${port} did not run over ${implementation}`),
      ...new Set(strange.map(({ port, implementation }) => `${port} over ${implementation} is not in the list`)),
    ],
  };
}
