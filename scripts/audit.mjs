// npm run audit: known holes in the packages that the server runs on, as the registry tells of them. Fails (1) where one is high or
// critical, and (2) where the registry does not answer the question: nothing was found out then.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { stdout, stderr } = spawnSync(
  process.platform === 'win32' ? 'npm.cmd' : 'npm',
  ['audit', '--json', '--omit=dev', '--package-lock-only', ...process.argv.slice(2)],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
);

let report = {};
try {
  report = JSON.parse(stdout);
} catch {
  // told below
}
const counts = report.metadata?.vulnerabilities;
if (counts === undefined) {
  const reason =
    report.message ?? report.error?.summary ?? stderr.split('\n').find((line) => line !== '') ?? 'no answer';
  process.stderr.write(
    `Nothing was found out: the registry did not answer (${reason.replace(/https?:\S+/g, 'its address')}).\n`,
  );
  process.exit(2);
}
for (const { name, severity, range, via } of Object.values(report.vulnerabilities)) {
  const titles = via.filter((one) => typeof one === 'object').map(({ title, url }) => `${title} ${url}`);
  process.stdout.write(`${severity}  ${name} ${range}  ${titles.join('; ')}\n`);
}
const { critical, high, moderate, low } = counts;
process.stdout.write(`critical ${critical}, high ${high}, moderate ${moderate}, low ${low}\n`);
process.exit(critical + high > 0 ? 1 : 0);
