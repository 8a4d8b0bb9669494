import { collectDefaultMetrics, Registry } from 'prom-client';
import { createGauges, type ServerFacts, type ServerReading } from '#adapters/prometheus/gauges.js';
import { createInstruments } from '#adapters/prometheus/instruments.js';
import type { Measures } from '#ports/measures.js';

/** One metric, as it is registered. */
export interface MetricDescription {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export interface Prometheus {
  readonly measures: Measures;
  /** Before the first `text`. */
  tell(facts: ServerFacts): void;
  /** Everything in Prometheus' text format, with the server as it stands now. */
  text(reading: ServerReading): Promise<string>;
  readonly contentType: string;
  describe(): MetricDescription[];
}

/** A registry of its own, with what the process and Node tell of themselves. */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  const measures = createInstruments(registry);
  const gauges = createGauges(registry);
  collectDefaultMetrics({ register: registry });
  return {
    measures,
    tell: (facts) => gauges.tell(facts),
    text(reading) {
      gauges.set(reading);
      return registry.metrics();
    },
    contentType: registry.contentType,
    describe: () =>
      registry.getMetricsAsArray().map((metric) => {
        // The types of the library leave out what every metric has.
        const { name, help, type, labelNames } = metric as unknown as MetricDescription & { labelNames?: string[] };
        return { name, help, type: String(type), labels: labelNames ?? [] };
      }),
  };
}
