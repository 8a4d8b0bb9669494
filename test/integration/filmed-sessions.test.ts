import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import type { Principal } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { ChallengeMotion } from '#domain/challenge.js';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import { composeFiles, type FileServices } from '#main/compose-files.js';
import { composeSessions } from '#main/compose-sessions.js';
import { composeTemplates, type ComposedTemplates } from '#main/compose-templates.js';
import type { Store } from '#ports/store.js';
import { createAssessFace } from '#services/assess-face.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { createReadDocument } from '#services/read-document.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import type { Sessions } from '#services/sessions/sessions.js';
import { createVerifyIdentity } from '#services/verify-identity.js';
import { ffmpegCoreFolder, runEncoder } from '../support/drawn-video.js';
import { missing, testData } from '../support/test-data.js';
import { wholeTest } from '../support/test-form.js';

// A real video through sessions as they are wired: the real decoder, the real nets, a real database, sealed files.

const clips = 'data/clips/liveportrait';
const owner = { applicationId: 'app_a', mode: 'live' } as const;
const settings = defaultApplicationSettings;
const principal: Principal = { ...owner, keyId: 'k1', scopes: ['verify', 'read', 'search'], settings };

let directory: string;
let store: Store;
let fileServices: FileServices;
let templates: ComposedTemplates;
let sessions: Sessions;
let nowEpochMs = Date.UTC(2026, 10, 1);
const closing: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-test-filmed-'));
  const now = (): number => nowEpochMs;
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs });
  const { records } = store;
  await records.applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings });
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode: 'live', name: 'a' } as const;
  await records.keys.create({ ...key, ...times, scopes: principal.scopes, secretHash: new Uint8Array(32) });
  const publicUrl = (): string => 'https://id.example';
  const config = { dataDirectory: directory, fileStore: 'disk' } as const;
  fileServices = await composeFiles({ config, store, publicUrl, now });
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  // No nets for presentation attacks are installed: what a person does is all there is.
  const engine = await createEngineTasks({ models });
  const tasksFor = createTasksFor(() => engine);
  const decoder = coreDecoder(ffmpegCoreFolder());
  const folders = { memoryDirectory: null, temporaryDirectory: directory };
  const videoFrames = createVideoFrames({ decoder, ...folders, concurrent: 1 });
  const perform = createPerformOperation({ records, now });
  const logger = pino({ level: 'silent' });
  templates = composeTemplates({ records, tasksFor, perform, images: null, galleryBytes: 1e8, logger, now });
  const composed = composeSessions({
    store,
    httpOut: createHttpOut({ allowed: parseAllowedHosts([])! }),
    files: fileServices.files,
    work: {
      readDocument: createReadDocument({ tasksFor, perform, now }),
      assessFace: createAssessFace({ tasksFor, perform }),
      verifyIdentity: createVerifyIdentity({ tasksFor, perform, now }),
      enrol: templates.enrol,
      identify: templates.identify,
      perform,
      tasksFor,
      videoFrames,
    },
    publicUrl,
    deadlineMs: 30_000,
    attackDetection: 'not-installed',
    deepfakeDetection: false,
    logger,
    now,
  });
  sessions = composed.sessions;
  closing.push(
    () => videoFrames.close(),
    () => templates.close(),
    () => fileServices.close(),
    () => store.close(),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(directory, { recursive: true, force: true });
});

/** A session that is opened, asked for a challenge, and then waits for these motions in place of those that were drawn. */
async function askedFor(scopes: readonly string[], ...steps: (readonly [ChallengeMotion, number])[]) {
  const created = await sessions.application.create(principal, { kind: 'native', scopes });
  if (!created.ok) throw new Error(created.failure.code);
  const { token, session } = created.value;
  const claim = await sessions.person.claim({ token, secrets: [], address: null });
  if (!claim.ok) throw new Error(claim.failure.code);
  const person = { token, secrets: [claim.value.secret!] };
  const drawn = await sessions.person.askChallenge(person);
  if (!drawn.ok) throw new Error(drawn.failure.code);
  const { nonce } = drawn.value;
  const found = (await store.records.sessions.find(owner, session.id))!;
  const challenge = { nonce, steps: steps.map(([motion, atMs]) => ({ motion, atMs })), endsAtMs: 5000 };
  const waiting = { challenge, drawnAtEpochMs: nowEpochMs };
  await store.records.sessions.update({ ...found, personal: { ...found.personal, challenge: waiting } });
  return { id: session.id, person, nonce };
}

async function film(
  { person, nonce }: Awaited<ReturnType<typeof askedFor>>,
  bytes: Uint8Array = readFileSync(testData(clips, 'd12.mp4')),
) {
  nowEpochMs += 10_000;
  const submitted = await sessions.person.submit({
    ...person,
    kind: 'selfie',
    picture: { status: 'complete', bytes },
    capture: { nonce },
  });
  if (!submitted.ok) throw new Error(submitted.failure.code);
  return submitted.value;
}

describe.skipIf(missing(clips))('a person who was filmed turning left, then right', () => {
  test('was asked for that: the session is done, the person enrolled by the clearest frame, video and frame kept', async () => {
    const asked = await askedFor(['liveness', 'search', 'enroll'], ['turn-left', 1000], ['turn-right', 2500]);
    const { refusal, session } = await film(asked);
    expect([refusal, session.state.status]).toEqual([null, 'DONE']);
    const { result, files } = session.personal;
    expect(result.face?.liveness).toMatchObject({ status: 'assessed', fine: true });
    expect(result.activeLiveness?.reasons).toEqual([]);
    expect(result.activeLiveness?.steps.map(({ motion, reason }) => [motion, reason])).toEqual([
      ['turn-left', null],
      ['turn-right', null],
    ]);
    expect(result.search?.candidates).toEqual([]);
    expect(result.enrolment?.templateId).toBeDefined();
    const kept = await Promise.all(files.map(({ fileId }) => fileServices.files.find(owner, fileId)));
    expect(kept.map((file) => [file?.role, file?.contentType, file?.class])).toEqual([
      ['selfie-video', 'video/mp4', 'media'],
      ['selfie', 'image/jpeg', 'media'],
    ]);
  });

  wholeTest('was asked for something else: refused, and a reviewer can see why', async () => {
    const asked = await askedFor(['liveness'], ['turn-right', 1000], ['come-closer', 2500]);
    const { refusal, session } = await film(asked);
    expect([refusal, session.state.status, session.state.attempts]).toEqual(['liveness-failed', 'IN_PROGRESS', 1]);
    const { face, activeLiveness } = session.personal.result;
    expect(face?.liveness).toEqual({ status: 'assessed', score: 0, fine: false });
    expect(activeLiveness?.reasons).toEqual(expect.arrayContaining(['motion-wrong-direction', 'motion-missing']));
  });

  wholeTest(
    'is refused when the film comes again in another session, encoded anew, where that is required',
    async () => {
      const bytes = readFileSync(testData(clips, 'd12.mp4'));
      const encoding = ['-c:v', 'libvpx', '-b:v', '300k', '-deadline', 'realtime', '-f', 'webm', '/output'];
      const copy = await runEncoder([bytes], ['-i', '/inputs/0000.png', '-an', '-vf', 'scale=320:-2', ...encoding]);
      await film(await askedFor(['liveness'], ['turn-left', 1000], ['turn-right', 2500]), bytes);
      const policy = { ...settings.policy, requireInjection: true };
      await store.records.applications.changeSettings('app_a', { ...settings, policy });
      const asked = await askedFor(['search', 'liveness'], ['turn-left', 1000], ['turn-right', 2500]);
      const { refusal, session } = await film(asked, copy);
      expect([refusal, session.state.nextStep, session.state.attempts]).toEqual(['injection-suspected', 'LIVENESS', 1]);
      const { injection, face } = session.personal.result;
      expect(injection).toMatchObject({ status: 'assessed', fine: false });
      const names = injection?.signs.map(({ name }) => name);
      expect(names).toContain('frames-seen-before');
      expect(names).not.toContain('file-seen-before');
      expect(face).toBeUndefined();

      await store.records.applications.changeSettings('app_a', settings);
      const other = await askedFor(['liveness'], ['turn-left', 1000], ['turn-right', 2500]);
      const ofOther = await film(other, readFileSync(testData(clips, 'd20.mp4')));
      expect(ofOther.session.personal.result.injection?.signs.map(({ name }) => name)).not.toContain(
        'frames-seen-before',
      );

      const erased = await fileServices.erase(owner, { kind: 'check', id: asked.id }, { kind: 'operator', id: null });
      expect(erased.receipt.counts).toMatchObject({ 'capture-prints': 1, sessions: 1 });
    },
  );
});
