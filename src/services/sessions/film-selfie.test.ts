import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Signal } from '#domain/signal.js';
import { fail, ok } from '#domain/outcome.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { FrameRequest, VideoFrames } from '#engine/video/video-frames.js';
import { videoLimits } from '#engine/video/video-limits.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import { createAssessFace } from '#services/assess-face.js';
import { fineTasks, template } from '#services/operations-under-test.suite.js';
import { createReadDocument } from '#services/read-document.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import { createSessionWork } from '#services/sessions/engine-session-work.js';
import type { Person } from '#services/sessions/session-access.js';
import {
  goodFace,
  owner,
  startSessions,
  webm,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';
import { createEnrol } from '#services/templates/enrol.js';
import { createGallery } from '#services/templates/gallery.js';
import { createIdentify } from '#services/templates/identify.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';
import { createVerifyIdentity } from '#services/verify-identity.js';

// The services of single calls and the engine's judgement of videos, over frames and faces that a test names.

/** What the frames show: where the face lies in the space of faces, or nobody. */
let shown: (number | null)[];
let liveness: Signal;
let requests: FrameRequest[];
let selfiesAnalysed: number;
let under: SessionsUnderTest;

const frameOf = (index: number): Uint8Array => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, index);
const personIn = (frame: Uint8Array): number | null => (frame.length > 4 ? shown[frame[4]!]! : 0); // one a frame

const videoFrames: VideoFrames = {
  available: true,
  async extractFrames(_, request) {
    requests.push(request);
    const frames = shown.map((_, index) => ({ jpeg: frameOf(index), timeMs: 250 * index }));
    return ok({
      frames,
      durationMs: 20_000,
      width: 640,
      height: 480,
      framesPerSecond: 4,
      pictureTimesMs: [0],
      isComplete: true,
    });
  },
  close: async () => undefined,
};

const tasks: EngineTasks = {
  ...fineTasks,
  async analysePortrait(bytes) {
    const person = personIn(bytes);
    if (person === null) return fail({ code: 'face-not-found' });
    return ok({ face: goodFace, template: template(person), liveness, timings: {} });
  },
  async analyseSelfie(bytes) {
    selfiesAnalysed += 1;
    const person = personIn(bytes);
    return person === null
      ? fail({ code: 'face-not-found' })
      : ok({ face: goodFace, template: template(person), timings: {} });
  },
};

beforeEach(async () => {
  [shown, requests, selfiesAnalysed] = [[0, 0, 0, 0], [], 0];
  liveness = { status: 'assessed', score: 0.9, fine: true };
  under = await startSessions({
    work({ records, perform, now }) {
      const tasksFor = createTasksFor(() => tasks);
      const gallery = createGallery({ records, index: createMemoryTemplateIndex({ largestBytes: 1e8 }) });
      return createSessionWork({
        readDocument: createReadDocument({ tasksFor, perform, now }),
        assessFace: createAssessFace({ tasksFor, perform }),
        verifyIdentity: createVerifyIdentity({ tasksFor, perform, now }),
        identify: createIdentify({ tasksFor, perform, gallery }),
        enrol: createEnrol({ tasksFor, perform, gallery, images: null, now, newId: () => 'enrolled' }),
        perform,
        tasksFor,
        videoFrames,
        deadlineMs: 10_000,
      });
    },
  });
});
afterEach(() => under.close());

type Claimed = Person & { id: string };
const film = (person: Person, picture: { status: 'complete'; bytes: Uint8Array } = webm, nonce?: string) =>
  under.sessions.person.submit({
    ...person,
    kind: 'selfie',
    picture,
    capture: nonce === undefined ? null : { nonce },
  });
const stored = async ({ id }: Claimed) => (await under.store.records.sessions.find(owner, id))!;
const verifications = async () =>
  (await under.store.records.verifications.page(owner, { limit: 50, before: null }))
    .map(({ operation, status }) => `${operation} ${status}`)
    .sort();

test('one look at a video serves the gate, the search and the enrolment', async () => {
  const person = await under.claimed();
  expect(await film(person)).toMatchObject({ value: { refusal: null, session: { state: { status: 'DONE' } } } });
  expect(selfiesAnalysed).toBe(3); // candidates for the clearest frame; no step looks again
  expect(await verifications()).toEqual(['enrol completed', 'face-assess completed', 'search completed']);
  const { result } = (await stored(person)).personal;
  expect(result.face?.liveness).toEqual(liveness);
  expect(result).toMatchObject({ activeLiveness: { reasons: [], steps: [] }, enrolment: { templateId: 'enrolled' } });
  const enrolled = await under.store.records.templates.find(owner, 'enrolled');
  expect(enrolled?.samples).toHaveLength(1);
});

test('the match compares the clearest frame, with the liveness of the whole video', async () => {
  liveness = { status: 'assessed', score: 0.2, fine: false };
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'liveness', 'match'] });
  const front = { status: 'complete', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) } as const;
  await under.sessions.person.submit({ ...person, kind: 'document', picture: front });
  // The frame itself, as a still, would pass.
  expect(await film(person)).toMatchObject({ value: { refusal: 'liveness-failed' } });
  liveness = { status: 'assessed', score: 0.9, fine: true };
  expect(await film(person)).toMatchObject({ value: { refusal: null } });
  const { state, personal } = await stored(person);
  expect([state.status, personal.result.verdict?.match]).toEqual(['DONE', true]);
});

test('frames in which nobody does what was asked: refused, with the reasons', async () => {
  const person = await under.claimed();
  const challenge = await under.sessions.person.askChallenge(person);
  if (!challenge.ok) throw new Error(challenge.failure.code);
  under.clock.nowEpochMs += challenge.value.endsAtMs;
  expect(await film(person, webm, challenge.value.nonce)).toMatchObject({ value: { refusal: 'liveness-failed' } });
  // Enough frames to see every motion.
  expect(requests[0]!.frames).toBeGreaterThan(challenge.value.endsAtMs / 300);
  const { activeLiveness, face } = (await stored(person)).personal.result;
  expect(face?.liveness).toEqual({ status: 'assessed', score: 0, fine: false });
  expect(activeLiveness?.reasons).toEqual(expect.arrayContaining(['motion-missing', 'turn-too-small']));
  expect(activeLiveness?.steps.map(({ motion, madeAtMs }) => [motion, madeAtMs])).toEqual(
    challenge.value.steps.map(({ motion }) => [motion, null]),
  );
});

test('no net and no challenge: liveness is not assessed, and the gate says so', async () => {
  liveness = { status: 'not-assessed', score: null, fine: false, reason: 'no-model-installed' };
  expect(await film(await under.claimed())).toMatchObject({ value: { refusal: 'liveness-not-assessed' } });
});

test('nobody in any frame: remembered as the work that it was for, nothing kept, no attempt', async () => {
  shown = [null, null];
  const person = await under.claimed();
  expect(await film(person)).toMatchObject({ value: { refusal: 'face-not-found' } });
  expect((await stored(person)).state).toMatchObject({ attempts: 0, unusablePictures: 1, work: null });
  expect([await verifications(), under.files.size]).toEqual([['face-assess failed'], 0]);
});

test('one who becomes another, where no gate would ask', async () => {
  shown = [0, 0, 2, 2];
  const person = await under.claimed({ scopes: ['search'] });
  expect(await film(person)).toMatchObject({ value: { refusal: 'several-faces' } });
  expect(await verifications()).toEqual(['search failed']);
});

test('each kind of file under the limit of its own kind', async () => {
  const person = await under.claimed();
  const large = (head: readonly number[], sizeBytes: number) => {
    const bytes = new Uint8Array(sizeBytes);
    bytes.set(head);
    return { status: 'complete', bytes } as const;
  };
  const video = large([...webm.bytes], videoLimits.sizeBytes + 1);
  expect(await film(person, video)).toMatchObject({ value: { refusal: 'video-too-large' } });
  const picture = large([0xff, 0xd8, 0xff, 0xe0], pictureLimitBytes + 1);
  expect(await film(person, picture)).toMatchObject({ value: { refusal: 'image-too-large' } });
  expect([requests, under.files.size]).toEqual([[], 0]);
});

test('in the sandbox the scenario says what liveness is, whatever was asked', async () => {
  const principal = { ...under.principal, keyId: 'k2', mode: 'test' } as const;
  const { application, person } = under.sessions;
  const request = { kind: 'ooto-flow', scopes: ['liveness'], metadata: { sandbox: 'match' } } as const;
  const created = await application.create(principal, request);
  if (!created.ok) throw new Error(created.failure.code);
  const { token } = created.value;
  const claim = await person.claim({ token, secrets: [], address: null });
  const who = { token, secrets: [claim.ok ? claim.value.secret! : ''] };
  const challenge = await person.askChallenge(who);
  if (!challenge.ok) throw new Error(challenge.failure.code);
  under.clock.nowEpochMs += challenge.value.endsAtMs;
  expect(await film(who, webm, challenge.value.nonce)).toMatchObject({
    value: { refusal: null, session: { state: { status: 'DONE' } } },
  });
});
