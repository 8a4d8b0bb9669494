import { useCallback, useEffect, useRef, useState } from 'react';
import type { Challenge } from '#contract/capture.js';
import { evidenceOfCamera } from '#web/capture/camera/evidence.js';
import { recordFilm, type Recording } from '#web/capture/camera/record-film.js';
import { stepAt, type ShownStep } from '#web/capture/camera/step-at.js';
import type { Taken } from '#web/capture/state/capture-state.js';

/** Films without a challenge last so long. */
const plainFilmMs = 4000;
/** The last picture of a challenge is not cut off. */
const tailMs = 400;

export type FilmState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'starting' }
  /** `share`: 0–1 of the whole. */
  | { readonly phase: 'recording'; readonly step: ShownStep; readonly share: number };

interface FilmOptions {
  readonly stream: MediaStream | null;
  /** Null: nothing is asked for but a face. */
  readonly askChallenge: (() => Promise<Challenge>) | null;
  readonly onFilm: (taken: Taken) => void;
  readonly onLost: () => void;
  /** The page was left while it recorded: the person could not see what was asked. */
  readonly onHidden: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** Records a film and tells what is to be shown meanwhile. */
export function useFilm(options: FilmOptions): { state: FilmState; start: () => void } {
  const [state, setState] = useState<FilmState>({ phase: 'idle' });
  const running = useRef<{ recording: Recording | null; stopped: boolean } | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const abandon = useCallback(() => {
    if (running.current === null) return;
    running.current.stopped = true;
    running.current.recording?.cancel();
    running.current = null;
    setState({ phase: 'idle' });
  }, []);

  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState !== 'hidden' || running.current === null) return;
      abandon();
      latest.current.onHidden();
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      abandon();
    };
  }, [abandon]);

  const start = useCallback(() => {
    const { stream, askChallenge } = latest.current;
    if (stream === null || running.current !== null) return;
    const run: { recording: Recording | null; stopped: boolean } = { recording: null, stopped: false };
    running.current = run;
    setState({ phase: 'starting' });
    const film = async (): Promise<void> => {
      const challenge = askChallenge === null ? null : await askChallenge();
      const arrivedAt = performance.now();
      if (run.stopped) return;
      run.recording = recordFilm(stream, () => {
        if (run.stopped) return;
        abandon();
        latest.current.onLost();
      });
      await run.recording.started;
      const startedAt = performance.now();
      const endsAtMs = challenge?.endsAtMs ?? plainFilmMs;
      await showSteps(challenge, startedAt, endsAtMs, run, setState);
      if (run.stopped) return;
      const { film: bytes, recordedMs, interruptions } = await run.recording.stop();
      running.current = null;
      setState({ phase: 'idle' });
      latest.current.onFilm({
        bytes,
        evidence: {
          ...evidenceOfCamera(stream),
          ...(challenge !== null && { nonce: challenge.nonce, startedAfterMs: startedAt - arrivedAt }),
          recordedMs,
          interruptions,
        },
      });
    };
    film().catch((error: unknown) => {
      if (run.stopped) return;
      abandon();
      latest.current.onFailed(error);
    });
  }, [abandon]);
  return { state, start };
}

/** Tells the step of each moment until the film is over. */
function showSteps(
  challenge: Challenge | null,
  startedAt: number,
  endsAtMs: number,
  run: { readonly stopped: boolean },
  tell: (state: FilmState) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const tick = (): void => {
      const atMs = performance.now() - startedAt;
      if (run.stopped || atMs >= endsAtMs + tailMs) {
        resolve();
        return;
      }
      tell({ phase: 'recording', step: stepAt(challenge, atMs), share: Math.min(1, atMs / endsAtMs) });
      requestAnimationFrame(tick);
    };
    tick();
  });
}
