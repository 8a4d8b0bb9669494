/** One series of a scrape. */
export interface ScrapedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  /** Name → type. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly ScrapedSample[];
  /** The one value of a series that has these labels among its own; null: there is none. Throws where there are several. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | null;
  /** Of all series that have them. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

const samplePattern = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelPattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/**
 * Reads the text format 0.0.4 as strictly as it is written down: each metric has one HELP and one TYPE before its samples, no
 * series comes twice, buckets are cumulative and end with +Inf. Throws with the line that is none.
 */
export function parseScrape(text: string): Scrape {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const series = new Set<string>();
  const samples: ScrapedSample[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind !== undefined) {
      if (kind === 'HELP' ? helped.has(name) : types.has(name)) throw new Error(`told twice: ${line}`);
      if (kind === 'HELP') helped.add(name);
      else types.set(name, rest);
      continue;
    }
    const [, sampleName, labelText = '', valueText = ''] = samplePattern.exec(line) ?? [];
    if (sampleName === undefined) throw new Error(`no sample: ${line}`);
    const family = types.has(sampleName) ? sampleName : sampleName.replace(/_(bucket|sum|count)$/, '');
    if (!types.has(family) || !helped.has(family)) throw new Error(`neither TYPE nor HELP before: ${line}`);
    const key = `${sampleName}{${labelText}}`;
    if (series.has(key)) throw new Error(`twice: ${line}`);
    series.add(key);
    samples.push({ name: sampleName, labels: parseLabels(labelText, line), value: parseValue(valueText, line) });
  }
  checkBuckets(samples);
  const having = (name: string, labels: Readonly<Record<string, string>>) =>
    samples.filter(
      (sample) => sample.name === name && Object.entries(labels).every(([label, is]) => sample.labels[label] === is),
    );
  return {
    types,
    samples,
    value(name, labels = {}) {
      const found = having(name, labels);
      if (found.length > 1) throw new Error(`several series of ${name}`);
      return found[0]?.value ?? null;
    },
    sum: (name, labels = {}) => having(name, labels).reduce((sum, { value }) => sum + value, 0),
  };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  labelPattern.lastIndex = 0;
  while (labelPattern.lastIndex < text.length) {
    const [, name, value] = labelPattern.exec(text) ?? [];
    if (name === undefined || value === undefined || name in labels) throw new Error(`labels: ${line}`);
    labels[name] = value;
  }
  return labels;
}

function parseValue(text: string, line: string): number {
  if (text === '+Inf') return Infinity;
  // Any spelling of it is one; a mean of nothing is none.
  if (/^nan$/i.test(text)) return NaN;
  const value = Number(text);
  if (!/^[-+]?[0-9.]/.test(text) || Number.isNaN(value)) throw new Error(`value: ${line}`);
  return value;
}

function checkBuckets(samples: readonly ScrapedSample[]): void {
  const byHistogram = new Map<string, ScrapedSample[]>();
  for (const sample of samples.filter(({ name }) => name.endsWith('_bucket'))) {
    const { le: _, ...others } = sample.labels;
    const key = `${sample.name}${JSON.stringify(others)}`;
    byHistogram.set(key, [...(byHistogram.get(key) ?? []), sample]);
  }
  for (const [key, buckets] of byHistogram) {
    const rising = buckets.every(({ value }, index) => index === 0 || value >= buckets[index - 1]!.value);
    if (!rising || buckets.at(-1)!.labels['le'] !== '+Inf') throw new Error(`buckets of ${key}`);
  }
}
