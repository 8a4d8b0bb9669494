import { describe } from 'vitest';
import type { PortName } from '#ports/port-implementations.suite.js';

declare module 'vitest' {
  interface TaskMeta {
    port?: { readonly name: PortName; readonly implementation: string };
  }
}

/** Describes the behaviour of a port over one of its implementations, as the table at the end of the run counts it. */
export function describePort(name: PortName, implementation: string, tests: () => void): void {
  describe(`${name}: ${implementation}`, { meta: { port: { name, implementation } } }, tests);
}
