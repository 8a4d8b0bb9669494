import type { Failure } from '#domain/failure.js';
import type { Injection } from '#domain/injection.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import type { SessionFile, SessionResult } from '#domain/session-result.js';
import type { PictureKind, SessionFailure, SessionStep } from '#domain/session.js';
import { verdictSchema } from '#domain/verification.js';
import type { SessionRecord } from '#ports/session-records.js';
import { SessionChangedError } from '#services/sessions/change-session.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import type { SessionEvent } from '#services/sessions/session-events.js';
import type { SessionRun, SessionRuns } from '#services/sessions/session-runs.js';
import type { FilmedSelfie, SessionWorkRequest } from '#services/sessions/session-work.js';
import { eventOfDocument, eventOfFailure, eventsOfFace } from '#services/sessions/work-events.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

export interface PictureUpload {
  readonly kind: PictureKind;
  readonly picture: UploadedPicture;
  readonly back: UploadedPicture | null;
  /** Of a selfie that was filmed; `picture` is its clearest frame, or missing where nothing was found. */
  readonly filmed: Outcome<FilmedSelfie> | null;
  readonly capture: SessionWorkRequest<Operation>['capture'];
  readonly injection: Injection | null;
}

/** How far the work on one picture has come; only what is durable stands in it. */
export interface PictureProgress {
  session: SessionRecord;
  refusal: SessionFailure | null;
  readonly kept: SessionFile[];
}

/** Does all that one picture is for, piece by piece, as long as the session goes on. Null, or why nothing was done. */
export type PictureWork = (
  run: SessionRun,
  upload: PictureUpload,
  progress: PictureProgress,
) => Promise<Failure | null>;

/** What one piece of work found, in the words of the session. */
interface Findings {
  readonly events: readonly SessionEvent[];
  readonly result: SessionResult;
}

export function createPictureWork(needs: SessionDependencies, runs: SessionRuns): PictureWork {
  const { work, files } = needs;

  return async (run, upload, progress) => {
    const { workId } = run;
    const { scopes } = run.session.state;
    if (upload.kind === 'document') {
      const read = (request: SessionWorkRequest<'document-read'>) =>
        work.readDocument({ ...request, back: upload.back });
      return step(run, upload, progress, read, (value) => ({
        events: [eventOfDocument(value, scopes, workId)],
        result: { document: value },
      }));
    }
    const refusal = refusalOf(upload.injection, run);
    if (refusal !== null) return refuse(run, upload, progress, refusal);
    if (waitsFor(progress, workId, ['LIVENESS', 'DEEPFAKE', 'MATCH'])) {
      const failure = scopes.includes('match')
        ? await match(run, upload, progress)
        : await step(run, upload, progress, work.assessFace, ({ face }) => ({
            events: eventsOfFace(scopes, face, null, workId),
            result: { face },
          }));
      if (failure !== null) return failure;
    }
    if (waitsFor(progress, workId, ['SEARCH'])) {
      const failure = await step(run, upload, progress, work.search, ({ face, ...search }) => ({
        events: [{ type: 'step-passed', step: 'SEARCH', workId }],
        result: { face, search },
      }));
      if (failure !== null) return failure;
    }
    if (!waitsFor(progress, workId, ['ENROLL'])) return null;
    return step(run, upload, progress, work.enrol, ({ face, ...enrolment }) => ({
      events: [{ type: 'step-passed', step: 'ENROLL', workId }],
      result: { face, enrolment },
    }));
  };

  /** Before any other gate and any work: nothing is searched for or enrolled, and a reviewer sees why. */
  async function refuse(
    run: SessionRun,
    { filmed, injection }: PictureUpload,
    progress: PictureProgress,
    reason: SessionFailure,
  ): Promise<null> {
    const step = progress.session.state.nextStep;
    if (step === null) throw new Error('the work on a picture is for a step');
    const event = { type: 'gate-refused', step, reason, workId: run.workId } as const;
    const result = { ...ofVideo(filmed), ...ofInjection(injection) };
    const session = await runs.settleAlone(run, { events: [event], result, files: newlyKept(progress) });
    if (session === null) throw new SessionChangedError();
    note(progress, session, [event]);
    return null;
  }

  /** The selfie against the document that was shown before. */
  async function match(run: SessionRun, upload: PictureUpload, progress: PictureProgress): Promise<Failure | null> {
    const { personal, state } = run.session;
    const reading = personal.result.document;
    const file = personal.files.findLast(({ kind }) => kind === 'document');
    const bytes = file === undefined ? null : await files.read(run.session, file.fileId);
    if (reading === undefined || bytes === null) {
      // Its time in the files was over before the selfie came.
      return settleAlone(
        run,
        progress,
        eventOfFailure({ code: 'image-missing', subject: 'document' }, 'selfie', state.scopes, run.workId),
      );
    }
    const verify = (request: SessionWorkRequest<'doc-identify'>) =>
      work.verify({ ...request, document: { bytes, reading } });
    return step(run, upload, progress, verify, ({ face, document, ...rest }) => {
      const verdict = verdictSchema.parse(rest);
      return {
        events: eventsOfFace(state.scopes, face, verdict, run.workId),
        result: { face, verdict, document: { ...reading, document } },
      };
    });
  }

  /** One piece of work; what came of it is noted in `progress` once it is durable. */
  async function step<O extends Operation>(
    run: SessionRun,
    { picture, filmed, capture, kind, injection }: PictureUpload,
    progress: PictureProgress,
    execute: (request: SessionWorkRequest<O>) => Promise<Outcome<ResultOf<O>>>,
    findings: (value: ResultOf<O>) => Findings,
  ): Promise<Failure | null> {
    const eventOf = (failure: Failure): SessionEvent =>
      eventOfFailure(failure, kind, run.session.state.scopes, run.workId);
    // A transaction that collides with another is run again: the last run is the one that became durable.
    const settled: { session: SessionRecord; events: readonly SessionEvent[] }[] = [];
    const outcome = await execute({
      session: progress.session,
      principal: run.principal,
      picture,
      filmed,
      capture,
      injection,
      settle: async (inside, found) => {
        const { events, result } = found.ok ? findings(found.value) : { events: [eventOf(found.failure)], result: {} };
        // A picture on which nothing was judged is not kept.
        const judged = found.ok && !events.some(({ type }) => type === 'picture-unusable');
        const session = await runs.settle(
          inside,
          run,
          judged
            ? {
                events,
                result: { ...result, ...ofVideo(filmed), ...ofInjection(injection) },
                files: newlyKept(progress),
              }
            : { events },
        );
        settled.push({ session, events });
      },
    });
    const durable = settled.at(-1);
    if (durable !== undefined) note(progress, durable.session, durable.events);
    if (outcome.ok) {
      if (durable === undefined) throw new Error('work that succeeded was settled');
      return null;
    }
    const event = eventOf(outcome.failure);
    if (durable === undefined) await settleAlone(run, progress, event);
    return event.type === 'work-abandoned' ? outcome.failure : null;
  }

  async function settleAlone(run: SessionRun, progress: PictureProgress, event: SessionEvent): Promise<null> {
    const unanswered = event.type === 'work-abandoned' ? run.drawn : null;
    const session = await runs.settleAlone(run, { events: [event], unanswered });
    if (session === null) throw new SessionChangedError();
    note(progress, session, [event]);
    return null;
  }
}

const ofVideo = (filmed: PictureUpload['filmed']): SessionResult =>
  filmed?.ok === true ? { activeLiveness: filmed.value.activeLiveness } : {};

const ofInjection = (injection: Injection | null): SessionResult => (injection === null ? {} : { injection });

/** Where the application requires it, this gate comes before all others and fails closed. */
function refusalOf(injection: Injection | null, { principal }: SessionRun): SessionFailure | null {
  if (injection === null || !principal.settings.policy.requireInjection) return null;
  if (injection.status === 'not-assessed') return 'injection-not-assessed';
  return injection.fine ? null : 'injection-suspected';
}

const newlyKept = ({ session, kept }: PictureProgress): SessionFile[] => {
  const named = new Set(session.personal.files.map(({ fileId }) => fileId));
  return kept.filter(({ fileId }) => !named.has(fileId));
};

function note(progress: PictureProgress, session: SessionRecord, events: readonly SessionEvent[]): void {
  progress.session = session;
  for (const event of events) {
    if (event.type === 'gate-refused') progress.refusal = event.reason;
    if ('failure' in event) progress.refusal = event.failure;
  }
}

const waitsFor = ({ session: { state } }: PictureProgress, workId: string, steps: readonly SessionStep[]): boolean =>
  state.work?.id === workId && state.nextStep !== null && steps.includes(state.nextStep);
