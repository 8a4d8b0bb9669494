import { setTimeout as sleep } from 'node:timers/promises';
import type { Template } from '#domain/face.js';
import { precedesFindings } from '#domain/failure-kinds.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sandboxDigest, type SandboxLikeness, type SandboxScenario } from '#domain/sandbox.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { scenarioInPicture } from '#services/sandbox/find-scenario.js';
import { sandboxDocument, sandboxFace, sandboxFaces, sandboxPicture } from '#services/sandbox/sandbox-analysis.js';

/** The native score of a face with the one of `match`: 1, the middle of the review band, and below it. */
function scoreOf(likeness: SandboxLikeness, { threshold, reviewFrom }: OperatingPoint): number {
  if (likeness === 'match') return 1;
  return likeness === 'review' ? (threshold + reviewFrom) / 2 : reviewFrom - 0.3;
}

/** A template that has this score with that of score 1, by the metric that the recogniser in use compares by. */
function templateWith(score: number, { metric }: OperatingPoint): Template {
  if (metric === 'euclidean') return { digest: sandboxDigest, vector: Float32Array.of(1 - score, 0) };
  const cosine = Math.max(-1, score);
  return { digest: sandboxDigest, vector: Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2)) };
}

/**
 * The engine for test keys. A picture that names a scenario is answered by it; with `fixed`, every picture is. Any other
 * picture goes to the real engine, so that the same code runs from the upload to the answer. `operatingPoint`: where the
 * application decides.
 */
export function createSandboxTasks(
  engine: EngineTasks,
  fixed: SandboxScenario | null,
  operatingPoint: OperatingPoint = engine.recogniser.operatingPoint,
): EngineTasks {
  const templateOf = ({ likeness = 'match' }: SandboxScenario): Template =>
    templateWith(scoreOf(likeness, operatingPoint), operatingPoint);
  /** A document's portrait is always the face of `match`: what a selfie says decides the likeness. */
  const portraitTemplate = templateWith(1, operatingPoint);
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
    recogniser: engine.recogniser,
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
