import type { Page } from 'playwright-core';
import type { CaptureView } from '#contract/capture.js';
import { ask, finished, inUse, running } from './stage-views.js';
import type { Stage, StageAnswers } from './stage.js';

/** A state of the page, and how it is reached. */
export interface Shown {
  readonly view: CaptureView | null;
  readonly answers?: StageAnswers;
  readonly hash?: string;
  /** What is pressed until the state is there, by the class or the text of the button. */
  readonly press?: readonly string[];
}

const failing = (code: string) => ({ status: 422, body: { error: { code, message: '', retryable: false } } });
const challenge = {
  nonce: '0123456789abcdef',
  steps: [{ motion: 'turn-left', atMs: 100 }],
  endsAtMs: 60_000,
};
/** What a computer hands over to a phone. */
export const continuation = {
  url: 'https://verify.example/flow/1c3b5a7d9e#continue=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};

/** Every screen of the page. */
export const screens: Readonly<Record<string, Shown>> = {
  consent: { view: running({ role: 'nobody', consented: false, livemode: false }) },
  decline: { view: running({ consented: false }), press: ['.button.quiet'] },
  captcha: {
    view: running({ needCaptcha: true }),
    answers: {
      captcha: { status: 200, body: { challenge: 'c', difficultyBits: 40, expiresAt: continuation.expiresAt } },
    },
  },
  'document-kind': { view: running() },
  'document-camera': { view: running(), press: ['.choice'] },
  'document-review': { view: running(), press: ['.choice', '.button.primary'] },
  'document-file': { view: running(), press: ['.choice', '.button.quiet'] },
  'face-photo': { view: running({ ask: ask.photo }) },
  'face-film': { view: running({ ask: ask.film }) },
  'face-recording': {
    view: running({ ask: ask.film }),
    answers: { challenge: { status: 200, body: challenge } },
    press: ['.button.primary'],
  },
  judging: { view: running({ working: true }) },
  refusal: { view: running({ refusal: 'document-not-found', attemptsLeft: 2 }) },
  failed: {
    view: running({ consented: false }),
    answers: { consent: failing('internal') },
    press: ['.button.primary'],
  },
  continue: { view: inUse, hash: '#continue=secret' },
  'in-use': { view: inUse },
  follow: { view: running({ role: 'follower' }) },
  done: { view: finished('DONE') },
  return: { view: finished('DONE', 'https://bank.example/back') },
  refused: { view: finished('FAILED') },
  expired: { view: finished('EXPIRED') },
  cancelled: { view: finished('CANCELED') },
  used: { view: finished(null) },
  'not-found': { view: null },
};

/** Waits until what ends by itself has moved to its end, and is drawn. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await frame();
  });

/** Brings the page of a stage into a state, and waits until nothing moves. */
export async function show(page: Page, stage: Stage, { view, answers, hash = '', press = [] }: Shown): Promise<void> {
  stage.show(view, answers);
  await page.goto(stage.url + hash);
  await page.locator('h1').waitFor();
  for (const button of press) {
    await page.locator(`${button}:not([aria-disabled])`).first().click();
    await page.waitForTimeout(300);
  }
  await settled(page);
  // Guidance has begun: the model is there.
  const face = page.locator('.camera.face:not(.recording .camera)');
  if ((await face.count()) > 0) await page.locator('.oval.good').waitFor();
}
