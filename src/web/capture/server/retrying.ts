import { CallFailed } from '#web/capture/server/call-failed.js';

export interface RetryOptions {
  /** Told before each pause. */
  readonly onWaiting?: (failure: CallFailed) => void;
  /** Told when a call has gone through after a pause. */
  readonly onBack?: () => void;
  /** Ends a pause early: the person does not want to wait. */
  readonly sooner?: EventTarget;
}

const firstPauseMs = 1000;
const longestPauseMs = 15_000;
/** What the server itself fails at is not tried for ever; a connection comes back some time. */
const mostRefusals = 4;

/**
 * Calls until it is answered; pauses double from 1 s to 15 s, with jitter, and end at once when the browser says that it is
 * online again. What is not `retryable` is thrown, and what the server has failed at for the fourth time.
 */
export async function retrying<Answer>(call: () => Promise<Answer>, options: RetryOptions = {}): Promise<Answer> {
  let refusals = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await call();
      if (attempt > 0) options.onBack?.();
      return answer;
    } catch (error) {
      if (!(error instanceof CallFailed) || !error.retryable) throw error;
      if (error.code !== 'connection') refusals += 1;
      if (refusals === mostRefusals) throw error;
      options.onWaiting?.(error);
      await pause(error.retryAfterMs ?? pauseMs(attempt, Math.random()), options);
    }
  }
}

/** `chance`: 0–1, spreads those who lost the same connection. */
export const pauseMs = (attempt: number, chance: number): number =>
  Math.min(firstPauseMs * 2 ** attempt, longestPauseMs) * (0.75 + chance / 2);

function pause(milliseconds: number, { sooner }: RetryOptions): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      sooner?.removeEventListener('now', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener('online', end);
    sooner?.addEventListener('now', end);
  });
}
