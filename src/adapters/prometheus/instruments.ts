import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EndedRequest, Measures } from '#ports/measures.js';

/** Seconds; from an answer out of memory to the longest that a request may take. */
const requestBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Seconds; from the smallest net to the longest that a picture's analysis may take. */
const stageBuckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];
/** Seconds; from a delivery at once to the end of the schedule of attempts. */
const delayBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200, 21_600, 86_400];

/** Any other could be made up by a caller. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const seconds = (milliseconds: number): number => milliseconds / 1000;

/** Counts what it is told in `registry`. Series come to be when something is first told, and their labels are closed lists. */
export function createInstruments(registry: Registry): Measures {
  const registers = [registry];
  const inFlight = new Gauge({
    name: 'bonafide_http_requests_in_flight',
    help: 'Requests that are being answered.',
    registers,
  });
  const requests = new Histogram({
    name: 'bonafide_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer; its count is that of requests. `status`: 2xx to 5xx, or aborted where the client had gone. `route`: its pattern, or none.',
    labelNames: ['surface', 'route', 'method', 'status'] as const,
    buckets: requestBuckets,
    registers,
  });
  const failures = new Counter({
    name: 'bonafide_http_failures_total',
    help: 'Answers that told a failure, by its code. Refusals: overloaded (the queue is full), rate-limited, not-ready (starting or stopping).',
    labelNames: ['surface', 'code'] as const,
    registers,
  });
  const operations = new Counter({
    name: 'bonafide_operations_total',
    help: 'Work on pictures and how it ended: match, review, no-match, completed (nothing to decide), failed.',
    labelNames: ['operation', 'dialect', 'mode', 'outcome'] as const,
    registers,
  });
  const operationFailures = new Counter({
    name: 'bonafide_operation_failures_total',
    help: 'Work on pictures that failed, by the code of the failure.',
    labelNames: ['operation', 'dialect', 'mode', 'code'] as const,
    registers,
  });
  const operationSeconds = new Histogram({
    name: 'bonafide_operation_duration_seconds',
    help: 'Time that the work of a call took, from its pictures to its durable outcome.',
    labelNames: ['operation', 'mode'] as const,
    buckets: requestBuckets,
    registers,
  });
  const tasks = new Histogram({
    name: 'bonafide_engine_task_duration_seconds',
    help: 'Time of one task of the engine, waiting for a thread included. `outcome`: ok, failed (something is wrong with the picture), refused (no room or no time left), fault.',
    labelNames: ['task', 'outcome'] as const,
    buckets: requestBuckets,
    registers,
  });
  const stages = new Histogram({
    name: 'bonafide_engine_stage_duration_seconds',
    help: 'Time of the stages of a task that succeeded, as results tell them.',
    labelNames: ['stage'] as const,
    buckets: stageBuckets,
    registers,
  });
  const attempts = new Counter({
    name: 'bonafide_webhook_attempts_total',
    help: 'Attempts to deliver an event: delivered, or why not. `receiver`: endpoint or callback.',
    labelNames: ['mode', 'receiver', 'result'] as const,
    registers,
  });
  const delays = new Histogram({
    name: 'bonafide_webhook_delay_seconds',
    help: 'Time from an event to its delivery; without those that were sent again by hand.',
    labelNames: ['mode'] as const,
    buckets: delayBuckets,
    registers,
  });
  const troubles = new Counter({
    name: 'bonafide_job_troubles_total',
    help: 'What went wrong with work for later: job-fault, job-given-up, job-lost (another server or a replay has it), queue-unreachable.',
    labelNames: ['queue', 'event'] as const,
    registers,
  });

  return {
    requestBegan() {
      inFlight.inc();
      return ({ surface, route, method, status, failure, durationMs }) => {
        inFlight.dec();
        const labels = { surface, route: route ?? 'none', method: methods.has(method) ? method : 'other' };
        requests.observe({ ...labels, status: statusClass(status) }, seconds(durationMs));
        if (failure !== null) failures.inc({ surface, code: failure });
      };
    },
    operationEnded({ operation, dialect, mode, outcome, failure, durationMs }) {
      operations.inc({ operation, dialect, mode, outcome });
      if (failure !== null) operationFailures.inc({ operation, dialect, mode, code: failure });
      operationSeconds.observe({ operation, mode }, seconds(durationMs));
    },
    taskEnded({ task, outcome, durationMs, timings }) {
      tasks.observe({ task, outcome }, seconds(durationMs));
      for (const [stage, milliseconds] of Object.entries(timings)) stages.observe({ stage }, seconds(milliseconds));
    },
    attemptEnded({ mode, receiver, result, delayMs }) {
      attempts.inc({ mode, receiver, result });
      if (delayMs !== null) delays.observe({ mode }, seconds(delayMs));
    },
    jobTroubled: (trouble) => troubles.inc(trouble),
  };
}

const statusClass = (status: EndedRequest['status']): string =>
  status === null ? 'aborted' : `${Math.floor(status / 100)}xx`;
