import { appendFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';

/**
 * What the servers of a whole test run logged, and what must not stand in it. `npm test` names a folder in
 * `BONAFIDE_TEST_LOGS` and searches it at the end (scripts/search-logs.mjs); without that, nothing is kept.
 */
const folder = process.env['BONAFIDE_TEST_LOGS'];
const append = (kind: 'log' | 'secrets', line: string): void => {
  if (folder !== undefined) appendFileSync(path.join(folder, `${process.pid}.${kind}`), line);
};

/** Keeps what a server logged, in whole lines. */
export const keepLog = (lines: string): void => append('log', lines);

/** Shorter values stand in a log by chance, and so do words and codes as the server itself uses them, and where it listens. */
const shortestSecret = 6;
const isWord = (value: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(value) || value === '127.0.0.1';

/** Keeps a key, a token or a word about a person that some test sent or was answered. */
export const keepSecret = (value: string): void => {
  if (value.length >= shortestSecret && !isWord(value)) append('secrets', `${JSON.stringify(value)}\n`);
};

/** Any text in which keys may stand, such as what a command printed. */
export function keepKeysIn(text: string): void {
  for (const [key] of text.matchAll(/\b(?:[sp]k_(?:live|test)_|whsec_)[\w+/=-]{8,}/g)) keepSecret(key);
}

/** The logger of a server inside the test's own process. `write`: gets each line too. */
export function runLogger(write: (line: string) => void = () => undefined): pino.Logger {
  return pino(
    {},
    {
      write(line: string) {
        keepLog(line);
        write(line);
      },
    },
  );
}
