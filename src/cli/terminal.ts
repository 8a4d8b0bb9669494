import { failureDescriptions, type Failure } from '#domain/failure.js';

/** Where commands write. Results go to standard output, everything else to standard error. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** One line that is rewritten on a terminal and left out elsewhere. */
  progress(text: string): void;
  clearProgress(): void;
}

export function createTerminal(out: NodeJS.WriteStream, error: NodeJS.WriteStream): Terminal {
  let shown = false;
  const clearProgress = (): void => {
    if (shown) error.write('\r\u001b[2K');
    shown = false;
  };
  return {
    out(text) {
      clearProgress();
      out.write(`${text}\n`);
    },
    note(text) {
      clearProgress();
      error.write(`${text}\n`);
    },
    progress(text) {
      if (!error.isTTY) return;
      error.write(`\r\u001b[2K${text.slice(0, Math.max(20, error.columns - 1))}`);
      shown = true;
    },
    clearProgress,
  };
}

/** Rows as two aligned columns. */
export function twoColumns(rows: readonly (readonly [string, string])[], indent = '  '): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`).join('\n');
}

export const failureText = (failure: Failure): string =>
  `${failure.subject === undefined ? '' : `${failure.subject}: `}${failureDescriptions[failure.code]} (${failure.code})`;

export const failureJson = (failure: Failure): string =>
  JSON.stringify({ error: { ...failure, message: failureDescriptions[failure.code] } }, null, 2);
