import { Gauge, type Registry } from 'prom-client';

/** How a server stands at one moment. */
export interface ServerReading {
  readonly ready: boolean;
  /** Calls that work on pictures, and how many there may be. */
  readonly admission: { readonly running: number; readonly waiting: number };
  readonly admissionLimit: { readonly running: number; readonly waiting: number };
  readonly engine: { readonly threads: number; readonly running: number; readonly queued: number };
  /** What searches run over. */
  readonly templates: {
    readonly templates: number;
    readonly samples: number;
    readonly bytes: number;
    readonly largestBytes: number;
  };
  /** Null: the database did not answer. */
  readonly backlog:
    | readonly {
        readonly queue: string;
        readonly due: number;
        readonly oldestDueMs: number;
        readonly givenUp: number;
      }[]
    | null;
}

/** What does not change while a server runs. */
export interface ServerFacts {
  readonly version: string;
  readonly nodeVersion: string;
  readonly models: readonly {
    readonly part: string;
    readonly status: string;
    readonly id: string;
    readonly version: string;
    readonly digest: string;
  }[];
}

/** Sets the gauges of `registry` to a reading; call it before each scrape. */
export function createGauges(registry: Registry): {
  tell(facts: ServerFacts): void;
  set(reading: ServerReading): void;
} {
  const registers = [registry];
  const gauge = <const Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge<Label>({ name: `bonafide_${name}`, help, labelNames, registers });

  const build = gauge('build_info', 'Version of Bonafide and of Node; always 1.', ['version', 'node']);
  const models = gauge(
    'model_info',
    'What decides: the face recogniser in use, and the nets that tell attacks and deepfakes; always 1.',
    ['part', 'status', 'id', 'version', 'digest'],
  );
  const ready = gauge('ready', '1 while /readyz answers 200: started, warmed up, not stopping.');
  const inside = gauge(
    'admission_calls',
    'Calls that work on pictures: running (one for each thread), and waiting in the queue behind them.',
    ['state'],
  );
  const insideLimit = gauge(
    'admission_limit',
    'How many of them there may be; one more is refused as overloaded. One application alone gets about four fifths of both together, and behind a queue that has stood for 5 s less.',
    ['state'],
  );
  const threads = gauge('engine_threads', 'Threads that run the models.');
  const tasks = gauge('engine_tasks', 'Tasks of the engine: running (a busy thread each), and queued for a thread.', [
    'state',
  ]);
  const templates = gauge('templates', 'Enrolled templates in the memory of this server.');
  const samples = gauge('template_samples', 'Their samples: the pictures that they were enrolled with.');
  const bytes = gauge('template_bytes', 'Memory that they take.');
  const largestBytes = gauge('template_limit_bytes', 'Memory that they may take (BONAFIDE_GALLERY_MB).');
  const database = gauge('database_up', '1 while the database answers within 2 s.');
  const due = gauge(
    'jobs_due',
    'Work for later that is due and not begun, up to 10000; of the database, the same on every server that shares it.',
    ['queue'],
  );
  const oldestDue = gauge(
    'jobs_oldest_due_seconds',
    'For how long the oldest of it has been due; of webhook-delivery: how far deliveries lag behind.',
    ['queue'],
  );
  const givenUp = gauge('jobs_given_up', 'Work that was given up after too many faults, until it is swept.', ['queue']);

  return {
    tell({ version, nodeVersion, models: used }) {
      build.set({ version, node: nodeVersion }, 1);
      for (const model of used) models.set({ ...model }, 1);
    },
    set(reading) {
      const { admission, admissionLimit, engine, backlog } = reading;
      ready.set(reading.ready ? 1 : 0);
      for (const state of ['running', 'waiting'] as const) {
        inside.set({ state }, admission[state]);
        insideLimit.set({ state }, admissionLimit[state]);
      }
      threads.set(engine.threads);
      for (const state of ['running', 'queued'] as const) tasks.set({ state }, engine[state]);
      templates.set(reading.templates.templates);
      samples.set(reading.templates.samples);
      bytes.set(reading.templates.bytes);
      largestBytes.set(reading.templates.largestBytes);
      database.set(backlog === null ? 0 : 1);
      // What is not known is not told: an old figure would look like a new one.
      for (const each of [due, oldestDue, givenUp]) each.reset();
      for (const queue of backlog ?? []) {
        due.set({ queue: queue.queue }, queue.due);
        oldestDue.set({ queue: queue.queue }, queue.oldestDueMs / 1000);
        givenUp.set({ queue: queue.queue }, queue.givenUp);
      }
    },
  };
}
