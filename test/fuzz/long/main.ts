import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { textTable } from '../../support/text-table.js';
import { fuzzTargets } from '../targets.js';
import { watchTarget, type Watched } from './watch-target.js';

// The long form: `npm run test:fuzz [-- --guided] [--target <part of a name>] [--seed <number>]`.
const { values } = parseArgs({
  options: { guided: { type: 'boolean', default: false }, target: { type: 'string' }, seed: { type: 'string' } },
});
const seconds = Number(process.env['BONAFIDE_FUZZ_SECONDS'] ?? 20);
const runs = process.env['BONAFIDE_FUZZ_RUNS'] === undefined ? null : Number(process.env['BONAFIDE_FUZZ_RUNS']);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const reportFolder = path.resolve(process.env['BONAFIDE_FUZZ_REPORT'] ?? 'fuzz-report');
mkdirSync(reportFolder, { recursive: true });

const chosen = fuzzTargets.filter(
  ({ name, isPure }) => (values.target === undefined || name.includes(values.target)) && (!values.guided || isPure),
);
const note = (text: string): void => void process.stderr.write(`${text}\n`);
note(
  `seed ${seed}, ${seconds} s a target${runs === null ? '' : `, ${runs} inputs at most`}, findings in ${reportFolder}`,
);

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const count = ({ findings }: Watched, kind: string): string =>
  String(findings.filter((one) => one.kind === kind).length);
const rows: string[][] = [];
let found = 0;
for (const target of chosen) {
  note(`${target.name} …`);
  const watched = await watchTarget(target, { seed, seconds, runs, guided: values.guided, reportFolder });
  const { tally, findings } = watched;
  if (tally.tried === 0) throw new Error(`${target.name} was tried with nothing`);
  for (const { kind, what, base64, seed: by } of findings) {
    const file = path.join(reportFolder, `${target.name.replaceAll(/\W+/g, '-')}-${++found}.bin`);
    writeFileSync(file, Buffer.from(base64, 'base64'));
    note(`  ${kind} (seed ${by}): ${what}\n  ${file}`);
  }
  rows.push([
    target.name,
    Object.keys(tally.answers).sort().join(' '),
    String(tally.tried),
    ...(values.guided ? [String(tally.kept)] : []),
    count(watched, 'crash'),
    count(watched, 'hang'),
    count(watched, 'undeclared answer'),
    megabytes(tally.worstGrowthBytes),
    tally.slowestMs.toFixed(0),
  ]);
}
const head = [
  ...['target', 'answers', 'inputs', ...(values.guided ? ['kept'] : [])],
  ...['crashes', 'hangs', 'undeclared', 'growth MB', 'slowest ms'],
];
process.stdout.write(`${textTable([head, ...rows], 2)}\n`);
process.stdout.write(`${found === 0 ? 'nothing found' : `${found} found`}, seed ${seed}\n`);
process.exitCode = found === 0 ? 0 : 1;
