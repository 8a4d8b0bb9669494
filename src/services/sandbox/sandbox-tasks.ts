import { setTimeout as sleep } from 'node:timers/promises';
import type { Template } from '#domain/face.js';
import { precedesFindings } from '#domain/failure-kinds.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sandboxDigest, type SandboxLikeness, type SandboxScenario } from '#domain/sandbox.js';
import { shippedOperatingPoint, type OperatingPoint } from '#engine/compare/operating-point.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { scenarioInPicture } from '#services/sandbox/find-scenario.js';
import { sandboxDocument, sandboxFace, sandboxFaces, sandboxPicture } from '#services/sandbox/sandbox-analysis.js';

/**
 * How far a face lies from the one of `match`, as Euclidean distance: the middle of the review band, and beyond it. With
 * the metric of the shipped recogniser the score is 1 − distance.
 */
function distanceOf(likeness: SandboxLikeness, { threshold, reviewFrom }: OperatingPoint): number {
  if (likeness === 'match') return 0;
  return likeness === 'review' ? 1 - (threshold + reviewFrom) / 2 : 1 - reviewFrom + 0.3;
}

/** A document's portrait is always the face of `match`: what a selfie says decides the likeness. */
const portraitTemplate: Template = { digest: sandboxDigest, vector: Float32Array.of(0, 0) };

/**
 * The engine for test keys. A picture that names a scenario is answered by it; with `fixed`, every picture is. Any other
 * picture goes to the real engine, so that the same code runs from the upload to the answer. `operatingPoint`: where the
 * application decides.
 */
export function createSandboxTasks(
  engine: EngineTasks,
  fixed: SandboxScenario | null,
  operatingPoint: OperatingPoint = shippedOperatingPoint,
): EngineTasks {
  const templateOf = ({ likeness = 'match' }: SandboxScenario): Template => ({
    digest: sandboxDigest,
    vector: Float32Array.of(distanceOf(likeness, operatingPoint), 0),
  });
  /** `asked`: what the scenario says of this kind of look. Pictures are decoded for real first, as those of live keys. */
  async function answer<T>(
    bytes: Uint8Array,
    options: {
      readonly real: () => Promise<Outcome<T>>;
      readonly failure: (scenario: SandboxScenario) => SandboxScenario['faceFailure'];
      readonly value: (scenario: SandboxScenario) => T;
    },
  ): Promise<Outcome<T>> {
    const scenario = scenarioInPicture(bytes) ?? fixed;
    if (scenario === null) return options.real();
    const decoded = await engine.checkImage(bytes);
    if (!decoded.ok) return decoded;
    if (scenario.delayMs !== undefined) await sleep(scenario.delayMs);
    const failure = options.failure(scenario);
    return failure === undefined ? ok(options.value(scenario)) : fail({ code: failure });
  }
  const ofDocument = ({ documentFailure }: SandboxScenario) => documentFailure;
  const ofFace = ({ faceFailure }: SandboxScenario) => faceFailure;

  return {
    checkImage: (bytes) => engine.checkImage(bytes),
    normaliseImage: (bytes) => engine.normaliseImage(bytes),
    reliefBetween: (from, to) => engine.reliefBetween(from, to),
    followPerson: (faces, operatingPoint) => engine.followPerson(faces, operatingPoint),
    analyseSelfie: (bytes) =>
      answer(bytes, {
        real: () => engine.analyseSelfie(bytes),
        failure: ofFace,
        value: (scenario) => ({ face: sandboxFace(scenario), template: templateOf(scenario), timings: {} }),
      }),
    analyseDocument: (bytes, nowEpochMs) =>
      answer(bytes, {
        real: () => engine.analyseDocument(bytes, nowEpochMs),
        failure: (scenario) => (isOfPortrait(scenario) ? undefined : ofDocument(scenario)),
        value: (scenario) => ({
          document: sandboxDocument(scenario, nowEpochMs),
          picture: sandboxPicture,
          portrait: isOfPortrait(scenario)
            ? { status: 'failed', code: scenario.documentFailure }
            : { status: 'ok', template: portraitTemplate, face: sandboxFace(scenario) },
          timings: {},
        }),
      }),
    analysePortrait: (bytes, options) =>
      answer(bytes, {
        real: () => engine.analysePortrait(bytes, options),
        failure: (scenario) =>
          ofFace(scenario) ??
          (options.secondFace === 'ignored' && isOfPortrait(scenario)
            ? faceFailureOf[scenario.documentFailure]
            : undefined),
        value: (scenario) => ({
          face: sandboxFace(scenario),
          liveness: sandboxFace(scenario).liveness,
          // A document shows the face of `match`; the second picture of a comparison is looked at as a probe.
          template: options.secondFace === 'ignored' ? portraitTemplate : templateOf(scenario),
          timings: {},
        }),
      }),
    detectFaces: (bytes) =>
      answer(bytes, {
        real: () => engine.detectFaces(bytes),
        // What a picture shows is no failure here: who looks for faces is told of those that there are.
        failure: ({ faceFailure }) =>
          faceFailure !== undefined && precedesFindings(faceFailure) ? faceFailure : undefined,
        value: (scenario) => ({ ...sandboxPicture, faces: sandboxFaces(scenario), timings: {} }),
      }),
  };
}

type PortraitFailure = 'portrait-not-found' | 'portrait-features-failed';

/** The same where the picture is looked at for its largest face, and nobody says that it shows a document. */
const faceFailureOf = {
  'portrait-not-found': 'face-not-found',
  'portrait-features-failed': 'face-features-failed',
} as const satisfies Record<PortraitFailure, FailureCode>;

/** These two failures belong to the portrait: the document itself is read. */
const isOfPortrait = (
  scenario: SandboxScenario,
): scenario is SandboxScenario & { readonly documentFailure: PortraitFailure } =>
  scenario.documentFailure === 'portrait-not-found' || scenario.documentFailure === 'portrait-features-failed';
