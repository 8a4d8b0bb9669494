import type { CaptureView, Challenge, Submission } from '#contract/capture.js';
import { CallFailed } from '#web/capture/server/call-failed.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';
import { retrying, type RetryOptions } from '#web/capture/server/retrying.js';
import { sendPicture } from '#web/capture/server/send-picture.js';
import type { Piece, Taken } from '#web/capture/state/capture-state.js';
import { nextPiece } from '#web/capture/state/screen-of.js';
import type { CaptureStore } from '#web/capture/state/store.js';

/** What the person can do; each tells the store what came of it, and but for `challenge` none throws. */
export interface CaptureFlow {
  /** Asks the server how things stand. */
  readonly refresh: () => Promise<void>;
  readonly agree: () => Promise<void>;
  readonly decline: () => Promise<void>;
  readonly handOff: () => Promise<void>;
  /** Takes the session over from the device that showed the code. */
  readonly continueHere: () => Promise<void>;
  /** Keeps what was taken, and sends all of it once nothing is missing. */
  readonly take: (piece: Piece, taken: Taken) => Promise<void>;
  readonly skipBack: () => Promise<void>;
  /** Draws what the person is to do; throws `CallFailed`, for the camera's screen to tell. */
  readonly challenge: () => Promise<Challenge>;
  /** Proves work with `solve`, which is given the task. */
  readonly proveWork: (
    solve: (task: { challenge: string; difficultyBits: number }) => Promise<string>,
  ) => Promise<void>;
  /** Ends the pause before the next try. */
  readonly retryNow: () => void;
}

/** Codes after which the server's view says what comes. */
const outdated = new Set(['session-claimed', 'session-over', 'session-step-wrong']);

export function createFlow(server: CaptureServer, store: CaptureStore, embedded: boolean): CaptureFlow {
  const { dispatch } = store;
  const sooner = new EventTarget();
  const viewed = (view: CaptureView): void => dispatch({ type: 'viewed', view });

  const refresh = async (): Promise<void> => {
    try {
      const waiting = (): void => {
        if (store.state().view === null) dispatch({ type: 'load-failed', code: 'connection' });
      };
      viewed(await retrying(() => server.session(), { sooner, onWaiting: waiting }));
    } catch (error) {
      dispatch({ type: 'load-failed', code: codeOf(error) });
    }
  };

  /** A claim gives a cookie, and counts once that comes back: with the second, if the browser keeps it. */
  const claim = async (continuation: string | null): Promise<void> => {
    await server.claim(continuation, embedded);
    const view = await server.claim(continuation, embedded);
    if (view.role !== 'owner') throw new CallFailed('cookies-refused', 0, true);
    viewed(view);
  };

  /** The session becomes this browser's with the first thing that the person does. */
  const own = async (): Promise<void> => {
    const { view } = store.state();
    if (view?.state === 'running' && view.role === 'nobody') await claim(null);
  };

  const act = async (action: () => Promise<void>): Promise<void> => {
    dispatch({ type: 'started' });
    try {
      await action();
    } catch (error) {
      const code = codeOf(error);
      dispatch({ type: 'failed', code });
      if (outdated.has(code)) await refresh();
    }
  };

  const send = async (): Promise<void> => {
    const { taken } = store.state();
    const pieces = Object.entries(taken) as [Piece, Taken][]; // of Partial<Record<Piece, Taken>>
    const total = pieces.reduce((sum, [, { bytes }]) => sum + bytes.size, 0);
    dispatch({ type: 'sending', share: 0 });
    const options = {
      sooner,
      onWaiting: ({ code }: CallFailed) => dispatch({ type: 'sending-waits', waiting: code === 'connection' }),
      onBack: () => dispatch({ type: 'sending-waits', waiting: false }),
    } as const;
    try {
      const submission: Submission = { capture: (taken.selfie ?? taken.document)?.evidence ?? {} };
      let before = 0;
      for (const [piece, { bytes }] of pieces) {
        const sentBefore = before;
        submission[piece] = await sendPicture(
          server,
          bytes,
          (share) => dispatch({ type: 'sending', share: (sentBefore + share * bytes.size) / total }),
          options,
        );
        before += bytes.size;
      }
      dispatch({ type: 'sent' });
      dispatch({ type: 'submitted', taken, view: await submitted(server, submission, options) });
    } catch (error) {
      dispatch({ type: 'not-sent', code: codeOf(error) });
      await refresh();
    }
  };

  const sendIfComplete = async (): Promise<void> => {
    const state = store.state();
    const ask = state.view?.state === 'running' ? state.view.ask : null;
    if (ask !== null && nextPiece(state, ask) === null) await send();
  };

  return {
    refresh,
    agree: () =>
      act(async () => {
        await own();
        viewed(await server.consent());
      }),
    decline: () =>
      act(async () => {
        await own();
        viewed(await server.decline());
      }),
    handOff: () =>
      act(async () => {
        await own();
        dispatch({ type: 'handed-off', continuation: await server.continuation() });
      }),
    continueHere: () =>
      act(async () => {
        const secret = store.state().continuationSecret;
        try {
          await claim(secret);
          dispatch({ type: 'continuation-used' });
        } catch (error) {
          if (error instanceof CallFailed && !error.retryable) dispatch({ type: 'continuation-used' });
          throw error;
        }
      }),
    async take(piece, taken) {
      dispatch({ type: 'taken', piece, taken });
      await sendIfComplete();
    },
    async skipBack() {
      dispatch({ type: 'without-back' });
      await sendIfComplete();
    },
    challenge: () => server.challenge(),
    proveWork: (solve) =>
      act(async () => {
        const { challenge, difficultyBits } = await retrying(() => server.captcha(), { sooner });
        const solution = await solve({ challenge, difficultyBits });
        viewed(await retrying(() => server.answerCaptcha(challenge, solution), { sooner }));
      }),
    retryNow: () => void sooner.dispatchEvent(new Event('now')),
  };
}

/** The server had no room, or its answer was lost: it judges a submission once, however often it comes. */
const sentAgain = new Set(['overloaded', 'rate-limited', 'not-ready', 'connection', 'unreadable']);

/** What the server failed at while it judged is over: the same again would be told nothing. */
function submitted(server: CaptureServer, submission: Submission, options: RetryOptions): Promise<CaptureView> {
  return retrying(async () => {
    try {
      return await server.submit(submission);
    } catch (error) {
      if (!(error instanceof CallFailed) || sentAgain.has(error.code)) throw error;
      throw new CallFailed(error.code, error.status, false);
    }
  }, options);
}

const codeOf = (error: unknown): string => (error instanceof CallFailed ? error.code : 'internal');
