import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mode, Principal } from '#domain/access.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import type { Failure } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import type { TemplateIndex } from '#ports/template-index.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { createTemplateDeletion } from '#services/templates/delete-template.js';
import { createEnrol } from '#services/templates/enrol.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';
import { createGallery } from '#services/templates/gallery.js';
import { createIdentify } from '#services/templates/identify.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

const { face } = sampleVerification();

/**
 * A picture for the engine below: JPEG's first bytes, then where the face lies in a space of two dimensions, in
 * hundredths, and how good the picture is.
 */
export const photoOf = (x: number, y: number, quality = 80): UploadedPicture => ({
  status: 'complete',
  bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, x, y, quality),
});

/** Sees a face where the picture says; `digest` names the recogniser. */
export const engineThatSees = (digest = 'd'): Pick<EngineTasks, 'analyseSelfie' | 'recogniser'> => ({
  recogniser: { ...shippedRecogniser, digest },
  async analyseSelfie(bytes) {
    const [x = 0, y = 0, quality = 0] = bytes.subarray(4);
    if (quality === 0) return fail({ code: 'face-not-found' });
    const unifiedQualityScore = { native: quality, scalar: quality, fine: true };
    return ok({
      face: { ...face, quality: { ...face.quality, unifiedQualityScore } },
      template: { digest, vector: Float32Array.of(x / 100, y / 100) },
      timings: {},
    });
  },
});

/** Keeps pictures in memory. */
export function imagesInMemory(): EnrolmentImages & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    async stage({ bytes }) {
      const fileId = randomUUID();
      return { fileId, commit: async () => void kept.set(fileId, bytes), discard: async () => undefined };
    },
    async drop(_inside, _owner, fileIds) {
      for (const id of fileIds) kept.delete(id);
    },
    read: async (_owner, fileId) => kept.get(fileId) ?? null,
  };
}

export const principal = (more: {
  applicationId?: string;
  mode?: Mode;
  enrolment?: Record<string, unknown>;
  retention?: Record<string, unknown>;
}): Principal => ({
  applicationId: more.applicationId ?? 'app_a',
  keyId: `key-of-${more.applicationId ?? 'app_a'}`,
  mode: more.mode ?? 'live',
  scopes: ['verify', 'search'],
  settings: applicationSettingsSchema.parse({
    // Searches then decide where comparisons do, at a distance of .32.
    enrolment: { falsePositiveIdentificationRate: null, ...more.enrolment },
    retention: more.retention ?? {},
  }),
});

export interface TemplatesUnderTest {
  readonly store: Store;
  /** Services of one server process; each has an index of its own. */
  process(options?: { digest?: string; index?: TemplateIndex; store?: Store }): ReturnType<typeof createProcess>;
  readonly images: ReturnType<typeof imagesInMemory>;
  close(): Promise<void>;
}

export async function openTemplatesUnderTest(): Promise<TemplatesUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-templates-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  const under = await templatesOn(store);
  return {
    ...under,
    async close() {
      await under.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Makes the applications and their keys in an empty store; closing closes it. */
export async function templatesOn(store: Store): Promise<TemplatesUnderTest> {
  const { settings } = principal({});
  for (const id of ['app_a', 'app_b']) {
    await store.records.applications.create({ id, name: id, createdAtEpochMs: 1, settings });
    await store.records.keys.create({
      id: `key-of-${id}`,
      applicationId: id,
      kind: 'secret',
      mode: 'live',
      name: 'first',
      scopes: ['search'],
      createdAtEpochMs: 1,
      revokedAtEpochMs: null,
      succeedsKeyId: null,
      secretHash: new Uint8Array(32),
    });
  }
  const images = imagesInMemory();
  let clock = 1000;
  const now = (): number => clock++;
  return {
    store,
    images,
    process: (options = {}) => createProcess({ store, images, now, ...options }),
    close: () => store.close(),
  };
}

function createProcess(options: {
  store: Store;
  images: EnrolmentImages;
  now: () => number;
  digest?: string;
  index?: TemplateIndex;
}) {
  const { store, images, now, digest, index = createMemoryTemplateIndex({ largestBytes: 1e8 }) } = options;
  const { records } = store;
  const tasks = engineThatSees(digest);
  const perform = createPerformOperation({ records, now });
  const gallery = createGallery({ records, index });
  const enrol = createEnrol({ tasksFor: () => tasks, perform, gallery, images, now, newId: randomUUID });
  const identify = createIdentify({ tasksFor: () => tasks, perform, gallery });
  const call = () => ({ transactionId: randomUUID(), dialect: 'ooto' as const });
  return {
    gallery,
    index,
    tasks,
    deletion: createTemplateDeletion({ records, images, now }),
    enrol: (picture: UploadedPicture, more: Partial<Parameters<typeof enrol>[0]> = {}) =>
      enrol({ ...call(), principal: principal({}), picture, ...more }),
    identify: (picture: UploadedPicture, more: Partial<Parameters<typeof identify>[0]> = {}) =>
      identify({ ...call(), principal: principal({}), picture, ...more }),
    /** The ids that a search finds, the best first; the failure's code where it fails. */
    async found(
      picture: UploadedPicture,
      more: Partial<Parameters<typeof identify>[0]> = {},
    ): Promise<string[] | Failure['code']> {
      const outcome = await this.identify(picture, { limit: 10, ...more });
      return outcome.ok ? outcome.value.candidates.map(({ templateId }) => templateId) : outcome.failure.code;
    },
  };
}
