import type { Failure, FailureCode, Subject } from '#domain/failure.js';

/** Faults of the file itself. */
export const fileFailures = [
  'image-missing',
  'image-empty',
  'image-type-unsupported',
  'image-undecodable',
  'image-too-large',
  'image-dimensions-exceeded',
  'video-missing',
  'video-empty',
  'video-type-unsupported',
  'video-undecodable',
  'video-too-large',
] as const satisfies FailureCode[];

/** Faults of the server: nothing is known about the picture. */
export const serverFailures = [
  'overloaded',
  'not-ready',
  'video-decoder-not-installed',
  'deadline-exceeded',
  'internal',
] as const satisfies FailureCode[];

/** Told of the moment: nothing was charged, and an equal request later may end otherwise. */
const passingFailures: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'rate-limited',
  'tokens-insufficient',
  'overloaded',
  'not-ready',
  'upload-incomplete',
  'idempotency-in-progress',
  'session-claimed',
  'session-step-wrong',
  'deadline-exceeded',
  'internal',
]);

const ofFile: ReadonlySet<FailureCode> = new Set<FailureCode>(fileFailures);
const ofServer: ReadonlySet<FailureCode> = new Set<FailureCode>(serverFailures);

/** Whether nothing was found out about what the picture shows. Such a failure is told before every finding. */
export const precedesFindings = (code: FailureCode): boolean => ofFile.has(code) || ofServer.has(code);

/** Whether the failure says "not now". Every other one is the final answer to its request. */
export const isPassing = ({ code }: Failure): boolean => passingFailures.has(code);

/** The failure, said of one picture of the call; a fault of the server is about none. */
export const failureAbout = (failure: Failure, subject: Subject): Failure =>
  ofServer.has(failure.code) ? failure : { ...failure, subject };

/**
 * Of several pictures that failed, in the order of the call: files come first, then what the pictures show. Null: none
 * failed.
 */
export const firstFailure = (failures: readonly (Failure | null)[]): Failure | null => {
  const told = failures.filter((failure) => failure !== null);
  return told.find(({ code }) => precedesFindings(code)) ?? told[0] ?? null;
};
