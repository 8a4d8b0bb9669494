import { expect, test } from 'vitest';
import type { CaptureView } from '#contract/capture.js';
import { initialState, type CaptureAction, type CaptureState } from '#web/capture/state/capture-state.js';
import { reduce } from '#web/capture/state/reduce.js';
import { screenOf } from '#web/capture/state/screen-of.js';

type Running = Extract<CaptureView, { state: 'running' }>;

const brand = { productName: 'Shop', logo: null, accentColour: '#1c64f2', privacyUrl: null, anotherWay: null };
const maximumBytes = { photo: 15_728_640, video: 52_428_800 };
const running: Running = {
  state: 'running',
  role: 'owner',
  kind: 'native',
  livemode: false,
  status: 'CREATED',
  brand,
  retention: { mediaDays: 7, sessionDays: 30 },
  needCaptcha: false,
  consented: true,
  ask: { pictures: 'document', selfie: 'photo', challenge: false, maximumBytes },
  steps: ['document', 'selfie'],
  working: false,
  attemptsLeft: 3,
  refusal: null,
  expiresAt: '2026-11-30T12:00:00.000Z',
};
const askSelfie = { pictures: 'selfie', selfie: 'film', challenge: true, maximumBytes } as const;
const taken = { bytes: new Blob(['x']), evidence: {} };

const after = (actions: readonly CaptureAction[], start: CaptureState = initialState(null, false)): CaptureState =>
  actions.reduce(reduce, start);
const view = (more: Partial<Running> = {}): CaptureAction => ({ type: 'viewed', view: { ...running, ...more } });
const screen = (actions: readonly CaptureAction[], start?: CaptureState): string =>
  screenOf(after(actions, start)).name;
const desktop = initialState(null, true);

test.each<[string, CaptureAction[], string, CaptureState?]>([
  ['nothing known', [], 'loading'],
  ['no such link', [{ type: 'load-failed', code: 'not-found' }], 'not-found'],
  ['no answer', [{ type: 'load-failed', code: 'connection' }], 'offline'],
  ['not consented on a phone', [view({ consented: false })], 'consent'],
  ['not consented on a computer', [view({ consented: false })], 'device', desktop],
  ['the computer is preferred', [view({ consented: false }), { type: 'stay-here' }], 'consent', desktop],
  ['it does not want to', [view({ consented: false }), { type: 'declining', declining: true }], 'decline'],
  ['a proof of work is due', [view({ needCaptcha: true })], 'captcha'],
  ['which document', [view()], 'document-kind'],
  ['a passport', [view(), { type: 'document-kind', sides: 1 }], 'capture'],
  ['judged', [view({ working: true })], 'judging'],
  ['nothing more is asked for', [view({ ask: null })], 'judging'],
  ['refused', [view({ refusal: 'document-not-found' })], 'refusal'],
  ['another try', [view({ refusal: 'document-not-found' }), { type: 'refusal-seen' }], 'document-kind'],
  ['went on elsewhere', [view({ role: 'follower' })], 'follow'],
  ['in use', [{ type: 'viewed', view: { state: 'in-use', role: 'stranger', brand } }], 'in-use'],
  [
    'in use, and the code was scanned here',
    [{ type: 'viewed', view: { state: 'in-use', role: 'stranger', brand } }],
    'continue',
    initialState('secret', false),
  ],
])('%s', (_, actions, name, start) => {
  expect(screen(actions, start)).toBe(name);
});

const pieceOf = (state: CaptureState) => {
  const shown = screenOf(state);
  return shown.name === 'capture' ? shown.piece : shown.name;
};

test('a card is asked for from both sides, a passport from one', () => {
  const card = after([view(), { type: 'document-kind', sides: 2 }, { type: 'taken', piece: 'document', taken }]);
  expect(pieceOf(card)).toBe('documentBack');
  expect(pieceOf(reduce(card, { type: 'without-back' }))).toBe('judging');
  const passport = after([view(), { type: 'document-kind', sides: 1 }, { type: 'taken', piece: 'document', taken }]);
  expect(pieceOf(passport)).toBe('judging');
});

test('a run that is judged as a whole is asked for document and selfie', () => {
  const both = { ask: { ...askSelfie, pictures: 'both' } } as const;
  const state = after([view(both), { type: 'document-kind', sides: 1 }, { type: 'taken', piece: 'document', taken }]);
  expect(pieceOf(state)).toBe('selfie');
});

test('what was taken is forgotten once the server asks for something else', () => {
  const state = after([
    view(),
    { type: 'document-kind', sides: 1 },
    { type: 'taken', piece: 'document', taken },
    { type: 'sending', share: 0 },
    { type: 'sent' },
    view({ working: true }),
    view({ ask: askSelfie }),
  ]);
  expect(state).toMatchObject({ taken: {}, sending: null });
  expect(pieceOf(state)).toBe('selfie');
});

test('a refusal is shown again when the next picture is refused as well', () => {
  const state = after([
    view({ refusal: 'document-not-found' }),
    { type: 'refusal-seen' },
    { type: 'taken', piece: 'document', taken },
    { type: 'sending', share: 0 },
    { type: 'sent' },
    view({ refusal: 'document-not-found', attemptsLeft: 2 }),
  ]);
  expect(screenOf(state).name).toBe('refusal');
});

const refused = { refusal: 'document-not-found' } as const;
/** The second picture. */
const sent: readonly CaptureAction[] = [
  view(refused),
  { type: 'refusal-seen' },
  { type: 'document-kind', sides: 1 },
  { type: 'taken', piece: 'document', taken },
  { type: 'sending', share: 0 },
  { type: 'sent' },
];

test.each<[string, CaptureAction[]]>([
  ['the server has not begun', [view(refused)]],
  ['it had no room, and is asked again', [view({ working: true }), view()]],
])('the camera does not come back while what was sent waits for its answer: %s', (_, events) => {
  const start = after(sent);
  const state = after(events, start);
  expect(screenOf(state).name).toBe('judging');
  expect(state.taken).toBe(start.taken);
});

test('the answer to what was sent ends it, also where nothing else has changed', () => {
  const state = after(sent);
  const answered = reduce(state, { type: 'submitted', taken: state.taken, view: { ...running, working: true } });
  expect(answered).toMatchObject({ taken: {}, sending: null });
  expect(screenOf(answered).name).toBe('judging');
  expect(pieceOf(reduce(answered, view()))).toBe('document');
});

test('an answer that comes late takes nothing of the next picture away', () => {
  const before = after(sent);
  const state = after([view({ ask: askSelfie }), { type: 'taken', piece: 'selfie', taken }], before);
  const late = reduce(state, { type: 'submitted', taken: before.taken, view: { ...running, ask: askSelfie } });
  expect(late.taken).toEqual({ selfie: taken });
});

test('a connection lost after all was sent is told until the server is seen to work', () => {
  const state = after([{ type: 'sending-waits', waiting: true }, view(refused)], after(sent));
  expect(screenOf(state).name).toBe('sending');
  expect(screenOf(reduce(state, view({ working: true }))).name).toBe('judging');
});

test('the end takes everything away', () => {
  const finished = { state: 'finished', role: 'owner', brand, status: 'DONE', returnUrl: null } as const;
  const state = after([view(), { type: 'sending', share: 0.5 }, { type: 'viewed', view: finished }]);
  expect(state).toMatchObject({ sending: null, taken: {} });
  expect(screenOf(state)).toEqual({ name: 'finished', view: finished });
});
