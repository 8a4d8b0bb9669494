import type { Quality } from '#domain/quality.js';
import { notAssessed } from '#domain/signal.js';
import { createEngineParts, type EngineTasksOptions } from '#engine/create-engine-tasks.js';
import type { Timings } from '#domain/verification.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createInProcessTasks } from '#engine/in-process-tasks.js';
import { distribution, type Distribution } from './statistics.js';

export interface SelfieSignalsResult {
  /** Whether the nets for liveness took part. */
  readonly withNets: boolean;
  readonly without: Distribution;
  readonly whole: Distribution;
  /** Of `whole`: the stages of quality, liveness and observations. */
  readonly stages: Readonly<Record<string, Distribution>>;
  /** What quality and liveness add, from pair to pair of runs. */
  readonly added: Distribution;
  /** What they add together with the observations. */
  readonly addedWithObservations: Distribution;
}

const rounds = 40;
const warmUps = 3;

/** The engine's tasks in this thread, and the same without quality and liveness; the whole ones have to run first. */
export async function tasksWithAndWithout(
  options: EngineTasksOptions,
): Promise<{ readonly whole: EngineTasks; readonly without: EngineTasks }> {
  const parts = await createEngineParts(options);
  let quality: Quality | null = null;
  const assess: typeof parts.qualityAssessor.assess = async (...face) =>
    (quality = await parts.qualityAssessor.assess(...face));
  const assessed = async (): Promise<Quality> => {
    if (quality === null) throw new Error('the whole analysis runs first');
    return quality;
  };
  return {
    whole: createInProcessTasks({ ...parts, qualityAssessor: { assess } }),
    without: createInProcessTasks({
      ...parts,
      qualityAssessor: { assess: assessed },
      livenessAssessor: { assess: async () => notAssessed('no-model-installed') },
    }),
  };
}

/**
 * The selfie's side of `doc/identify` with quality and liveness, and without (found, embedded, demographics), taking turns on the
 * same pictures in one thread, so that a slow moment of the machine hits both. Observations are in both: their own stage is told.
 */
export async function benchSelfieSignals(
  pictures: readonly Uint8Array[],
  options: EngineTasksOptions,
): Promise<SelfieSignalsResult> {
  const { whole, without } = await tasksWithAndWithout(options);
  const timed = async (tasks: EngineTasks, picture: Uint8Array) => {
    const startedAt = performance.now();
    const outcome = await tasks.analyseSelfie(picture);
    const ms = performance.now() - startedAt;
    if (!outcome.ok) throw new Error(outcome.failure.code);
    return { ms, timings: outcome.value.timings };
  };
  const times: { without: number; whole: number; timings: Timings }[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    for (const picture of pictures) {
      const wholeFirst = round % 2 !== 0;
      const first = await timed(wholeFirst ? whole : without, picture);
      const second = await timed(wholeFirst ? without : whole, picture);
      const [all, less] = wholeFirst ? [first, second] : [second, first];
      if (round >= 0) times.push({ without: less.ms, whole: all.ms, timings: all.timings });
    }
  }
  const stage = (name: string): number[] => times.map(({ timings }) => timings[name] ?? 0);
  const added = times.map((time) => time.whole - time.without);
  const observations = stage('selfie.observations');
  const stageNames = ['selfie.quality', 'selfie.liveness', 'selfie.observations'];
  return {
    withNets: options.attackDetection?.status === 'installed',
    without: distribution(times.map((time) => time.without)),
    whole: distribution(times.map((time) => time.whole)),
    stages: Object.fromEntries(stageNames.map((name) => [name, distribution(stage(name))])),
    added: distribution(added),
    addedWithObservations: distribution(added.map((ms, run) => ms + (observations[run] ?? 0))),
  };
}
