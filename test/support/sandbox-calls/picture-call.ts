import type { FailureCode } from '#domain/failure.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import { formOf } from '../picture-form.js';
import { plainPicture, sandboxPicture } from '../sandbox-picture.js';
import type { Answer, SandboxServer } from '../sandbox-server.js';

/** One picture of a call, or what else of it names a scenario. */
export interface Part {
  readonly name: string;
  /** Which failures of a scenario it has: those of a document, or those of a face. */
  readonly readAs: 'document' | 'face';
  /** Codes that are one of the scenario and no failure of this call. */
  readonly never?: readonly FailureCode[];
  /** As the dialect's own table of failures tells it. */
  readonly expected: (code: FailureCode) => { readonly status: number; readonly body: object };
}

/** The scenario of each part; null: it names none. */
export type Scenarios = Readonly<Record<string, SandboxScenarioName | null>>;

/** A call that takes pictures. */
export interface PictureCall {
  readonly call: string;
  readonly send: (server: SandboxServer, scenarios: Scenarios) => Promise<Answer>;
  readonly parts: readonly Part[];
}

export interface DialectCalls {
  readonly dialect: string;
  readonly calls: readonly PictureCall[];
  /** What a scenario can fail with and no call of this dialect looks for. */
  readonly unreachable: readonly FailureCode[];
}

/** A document without a portrait to compare is read all the same, and so is one without any. */
export const portraitCompared: readonly FailureCode[] = ['portrait-features-failed'];
export const portraitLookedFor: readonly FailureCode[] = ['portrait-not-found', ...portraitCompared];

export const picturesOf = (scenarios: Scenarios): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [
      name,
      scenario === null ? plainPicture : sandboxPicture(scenario),
    ]),
  );

/** Sends the pictures as parts of a form. */
export const postForm =
  (path: string): PictureCall['send'] =>
  (server, scenarios) =>
    server.call('POST', path, formOf(picturesOf(scenarios)));
