import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaptureView, Submission, Upload } from '#contract/capture.js';
import { CallFailed } from '#web/capture/server/call-failed.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';
import { createFlow } from '#web/capture/state/capture-flow.js';
import { initialState } from '#web/capture/state/capture-state.js';
import { screenOf } from '#web/capture/state/screen-of.js';
import { createStore } from '#web/capture/state/store.js';

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const running: CaptureView = {
  state: 'running',
  role: 'owner',
  kind: 'native',
  livemode: false,
  status: 'IN_PROGRESS',
  brand: { productName: 'Shop', logo: null, accentColour: '#1c64f2', privacyUrl: null, anotherWay: null },
  retention: { mediaDays: 7, sessionDays: 30 },
  needCaptcha: false,
  consented: true,
  ask: { pictures: 'document', selfie: 'photo', challenge: false, maximumBytes: { photo: 100, video: 100 } },
  steps: ['document'],
  working: false,
  attemptsLeft: 3,
  refusal: null,
  expiresAt: '2026-11-30T12:00:00.000Z',
};
const finished: CaptureView = {
  state: 'finished',
  role: 'owner',
  brand: running.brand,
  status: 'DONE',
  returnUrl: null,
};
const upload: Upload = {
  id: 'upload',
  sizeBytes: 1,
  partBytes: 1_048_576,
  received: [0],
  expiresAt: running.expiresAt,
};

/** A page that has sent a passport; `answers`: what comes of each POST of it. */
async function sendPassport(...answers: (CaptureView | CallFailed)[]) {
  const submissions: Submission[] = [];
  const server: Pick<CaptureServer, 'session' | 'openUpload' | 'submit'> = {
    session: async () => running,
    openUpload: async () => upload,
    async submit(submission) {
      submissions.push(submission);
      const answer = answers.shift()!; // as many as the test expects
      if (answer instanceof CallFailed) throw answer;
      return answer;
    },
  };
  const store = createStore(initialState(null, false));
  const flow = createFlow(server as CaptureServer, store, false); // what a send calls
  const screens: string[] = [];
  store.subscribe(() => {
    const { name } = screenOf(store.state());
    if (name !== screens.at(-1)) screens.push(name);
    if (store.state().sending?.waiting === true) setTimeout(() => flow.retryNow(), 0);
  });
  store.dispatch({ type: 'viewed', view: running });
  store.dispatch({ type: 'document-kind', sides: 1 });
  await flow.take('document', { bytes: new Blob(['x']), evidence: {} });
  return { submissions, screens, state: store.state() };
}

test('a submission that was lost on its way is made again, and the person takes nothing anew', async () => {
  const { submissions, screens } = await sendPassport(new CallFailed('connection', 0, true), finished);
  expect(submissions).toEqual([
    { capture: {}, document: 'upload' },
    { capture: {}, document: 'upload' },
  ]);
  expect(screens.slice(2)).toEqual(['judging', 'sending', 'judging', 'sending', 'judging', 'finished']);
});

test('what the server failed at is told, and not made again', async () => {
  const { submissions, state } = await sendPassport(new CallFailed('deadline-exceeded', 503, true));
  expect(submissions).toHaveLength(1);
  expect(state).toMatchObject({ taken: {}, sending: null, notice: 'deadline-exceeded' });
  expect(screenOf(state).name).toBe('capture');
});
