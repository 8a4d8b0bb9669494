// Searches what the servers of a test run logged for keys, tokens, names and numbers: for every one that a test sent or was
// answered (test/support/record-secrets.ts), and for anything that has the form of one.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What no log may hold, whoever it belongs to. */
const forms = [
  ['an API key', /\b[sp]k_(?:live|test)_\w{8,}/],
  ['a webhook secret', /\bwhsec_[\w+/=-]{8,}/],
  ['credentials', /\b(?:Basic|Bearer) [\w+/=.-]{8,}/],
  ['a machine-readable zone', /[A-Z0-9<]{9,}<{2,}[A-Z0-9<]*/],
  ['a picture', /\/9j\/[\w+/]{16,}|iVBORw0KGgo/],
  ['a query string', /"(?:url|route|path)":"[^"]*\?/],
];

/**
 * @param {string} folder with `*.log` (lines) and `*.secrets` (a JSON string a line)
 * @returns {{ lines: number, secrets: number, found: string[] }} `found`: what stands there, never the value itself
 */
export function searchLogs(folder) {
  const names = readdirSync(folder);
  const read = (ending) =>
    names.filter((name) => name.endsWith(ending)).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const secrets = new Set(
    read('.secrets').flatMap((text) =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ),
  );
  let lines = 0;
  const found = new Set();
  for (const log of read('.log')) {
    for (const line of log.split('\n').filter(Boolean)) {
      lines += 1;
      for (const [what, form] of forms) if (form.test(line)) found.add(`${what} in: ${eventOf(line)}`);
    }
    for (const secret of secrets) {
      if (!log.includes(secret)) continue;
      const line = log.split('\n').find((one) => one.includes(secret)) ?? '';
      found.add(`something a test sent or was answered (${secret.length} characters) in: ${eventOf(line)}`);
    }
  }
  return { lines, secrets: secrets.size, found: [...found] };
}

/** Enough of a line to find who wrote it. */
function eventOf(line) {
  return /"(?:event|msg)":"([^"]{1,60})/.exec(line)?.[1] ?? 'a line without an event';
}
