import type { FailureCode } from '#domain/failure.js';
import type { Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { Measures, TaskOutcome } from '#ports/measures.js';

const refusals: ReadonlySet<FailureCode> = new Set<FailureCode>(['overloaded', 'deadline-exceeded']);

/** The engine, telling of each task how it ended, how long it took and how its stages did. */
export function createMeasuredTasks(engine: EngineTasks, measures: Pick<Measures, 'taskEnded'>): EngineTasks {
  const told = tellingOf(measures);
  return {
    get recogniser() {
      return engine.recogniser;
    },
    checkImage: (bytes) => told('checkImage', () => engine.checkImage(bytes)),
    analyseSelfie: (bytes) => told('analyseSelfie', () => engine.analyseSelfie(bytes)),
    analyseDocument: (bytes, nowEpochMs) => told('analyseDocument', () => engine.analyseDocument(bytes, nowEpochMs)),
    detectFaces: (bytes) => told('detectFaces', () => engine.detectFaces(bytes)),
    analysePortrait: (bytes, options) => told('analysePortrait', () => engine.analysePortrait(bytes, options)),
    normaliseImage: (bytes) => told('normaliseImage', () => engine.normaliseImage(bytes)),
    reliefBetween: (from, to) => told('reliefBetween', () => engine.reliefBetween(from, to)),
    followPerson: (faces, point) => told('followPerson', () => engine.followPerson(faces, point)),
  };
}

/** The same of the pictures that are taken out of a video. */
export function createMeasuredFrames(frames: VideoFrames, measures: Pick<Measures, 'taskEnded'>): VideoFrames {
  const told = tellingOf(measures);
  return {
    get available() {
      return frames.available;
    },
    extractFrames: (video, request) => told('extractFrames', () => frames.extractFrames(video, request)),
    close: () => frames.close(),
  };
}

function tellingOf({ taskEnded }: Pick<Measures, 'taskEnded'>) {
  return async <T>(task: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const startedAt = performance.now();
    let outcome: TaskOutcome = 'fault';
    let timings: Timings = {};
    try {
      const done = await work();
      outcome = outcomeOf(done);
      if (done.ok) timings = timingsOf(done.value);
      return done;
    } finally {
      taskEnded({ task, outcome, durationMs: performance.now() - startedAt, timings });
    }
  };
}

function outcomeOf(outcome: Outcome<unknown>): TaskOutcome {
  if (outcome.ok) return 'ok';
  return refusals.has(outcome.failure.code) ? 'refused' : 'failed';
}

/** Of an analysis; other tasks have no stages. */
const timingsOf = (value: unknown): Timings =>
  typeof value === 'object' && value !== null && 'timings' in value ? (value.timings as Timings) : {}; // what every analysis of EngineTasks has there
