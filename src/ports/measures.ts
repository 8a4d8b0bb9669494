import type { Mode } from '#domain/access.js';
import type { Dialect } from '#domain/dialect.js';
import type { FailureCode } from '#domain/failure.js';
import type { Operation } from '#domain/operation.js';
import type { Decision, Timings } from '#domain/verification.js';
import type { AttemptFailure } from '#ports/webhook-records.js';

/** What a request was, once its connection is done with it. */
export interface EndedRequest {
  /** Which part of the server it was for: a dialect, or a page. */
  readonly surface: string;
  /** The route's pattern; null: there is no such route. */
  readonly route: string | null;
  readonly method: string;
  /** Null: the client had gone before its answer was sent whole. */
  readonly status: number | null;
  /** What the answer told, where it told a failure of the registry. */
  readonly failure: FailureCode | null;
  readonly durationMs: number;
}

/** One call's work, as it was answered; what is not remembered (no room, not ready) too. */
export interface EndedOperation {
  readonly operation: Operation;
  readonly dialect: Dialect;
  readonly mode: Mode;
  /** `completed`: it decides nothing. */
  readonly outcome: Decision | 'completed' | 'failed';
  readonly failure: FailureCode | null;
  readonly durationMs: number;
}

/** How one piece of the engine's work ended. `fault`: it threw. `refused`: no room, or no time left. */
export type TaskOutcome = 'ok' | 'failed' | 'refused' | 'fault';

export interface EndedTask {
  /** A method of the engine. */
  readonly task: string;
  readonly outcome: TaskOutcome;
  /** From the call to its answer, waiting for a thread included. */
  readonly durationMs: number;
  /** Of its stages. */
  readonly timings: Timings;
}

/** One attempt to deliver an event. */
export interface EndedAttempt {
  readonly mode: Mode;
  readonly receiver: 'endpoint' | 'callback';
  readonly result: 'delivered' | AttemptFailure;
  /** From the event to its delivery; null: not delivered, or sent again by hand. */
  readonly delayMs: number | null;
}

/**
 * Is told what happened, for whoever watches the server. Everything that is told is a number or a word of a closed list: no
 * id, no name, nothing that a caller wrote. Telling it must not fail and takes microseconds.
 */
export interface Measures {
  /** Gives the function to call once, when the request has ended. */
  requestBegan(): (ended: EndedRequest) => void;
  operationEnded(operation: EndedOperation): void;
  taskEnded(task: EndedTask): void;
  attemptEnded(attempt: EndedAttempt): void;
  jobTroubled(trouble: { readonly queue: string; readonly event: string }): void;
}

/** Nobody watches. */
export const noMeasures: Measures = {
  requestBegan: () => () => undefined,
  operationEnded: () => undefined,
  taskEnded: () => undefined,
  attemptEnded: () => undefined,
  jobTroubled: () => undefined,
};
