import type { EngineTasks, PortraitOptions } from '#engine/engine-tasks.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { AlignedFace } from '#engine/liveness/active/aligned-face.js';
import type { RecordedFace } from '#engine/liveness/active/follow-person.js';

/**
 * What a worker thread loads: a module that makes the tasks. A module is named, not handed over, because functions do
 * not cross threads; `options` do, by structured clone, and shared memory in them stays shared.
 */
export interface EngineModule {
  createEngineTasks(options: unknown): Promise<EngineTasks>;
}

/** What the workers of a pool load. */
export interface EngineSource {
  /** File URL of an `EngineModule`. */
  readonly moduleUrl: string;
  /** Workers load the module while these are still on their way. */
  readonly options: Promise<unknown>;
  /** What their templates are made by. Default: the recogniser that ships. */
  readonly recogniser?: Promise<RecogniserInUse>;
}

/** `workerData` of every worker. */
export interface EngineWorkerData {
  readonly moduleUrl: string;
  /** Where a worker gets the options (options-channel.ts). */
  readonly optionsChannel: string;
}

/** The calls that cross into a worker, and the argument of each. */
export interface EngineWorkerArguments {
  checkImage: Uint8Array;
  analyseSelfie: Uint8Array;
  analyseDocument: { readonly bytes: Uint8Array; readonly nowEpochMs: number };
  detectFaces: Uint8Array;
  analysePortrait: { readonly bytes: Uint8Array; readonly options: PortraitOptions };
  normaliseImage: Uint8Array;
  reliefBetween: { readonly from: AlignedFace; readonly to: AlignedFace };
  followPerson: { readonly faces: readonly RecordedFace[]; readonly operatingPoint: OperatingPoint };
  warmUp: WarmUpPictures & {
    /** The first element counts the workers that have begun and the second those that have finished; shared. */
    readonly arrivals: Int32Array;
    readonly workers: number;
  };
}

export interface EngineWorkerCall<Name extends keyof EngineWorkerArguments> {
  readonly argument: EngineWorkerArguments[Name];
  /** One shared element: not 0 once nobody waits for the answer any more. */
  readonly abandoned: Int32Array;
}

/** Encoded pictures on which a worker proves, before it is called ready, that its models load and run. */
export interface WarmUpPictures {
  readonly document: Uint8Array;
  readonly selfie: Uint8Array;
  readonly nowEpochMs: number;
}
