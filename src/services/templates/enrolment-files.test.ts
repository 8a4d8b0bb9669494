import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import type { Principal } from '#domain/access.js';
import type { Blobs } from '#ports/blobs.js';
import type { Records } from '#ports/records.js';
import { hourMs } from '#services/files/file-retention.js';
import { createFiles } from '#services/files/files.js';
import {
  blobFolder,
  owner,
  publicUrl,
  startFiles,
  type FilesUnderTest,
} from '#services/files/files-under-test.suite.js';
import { losingAnswers } from '#services/losing-answers.suite.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { orphanBlobs } from '#services/retention/file-parts.js';
import { createEnrol, type Enrol } from '#services/templates/enrol.js';
import { createEnrolmentFiles } from '#services/templates/enrolment-files.js';
import { createGallery } from '#services/templates/gallery.js';
import { engineThatSees, photoOf, principal } from '#services/templates/templates-under-test.suite.js';

const keeping: Principal = { ...principal({ retention: { keepEnrolmentImages: true } }), keyId: 'k1' };
const refusing: Principal = {
  ...keeping,
  settings: { ...keeping.settings, enrolment: { ...keeping.settings.enrolment, refuseDuplicates: true } },
};

function enrolOver(under: FilesUnderTest, { records = under.records, blobs = under.blobs } = {}) {
  const now = (): number => under.nowEpochMs;
  const common = { records, keyedHash: under.keyedHash, publicUrl: () => publicUrl, now, newId: randomUUID };
  const images = createEnrolmentFiles(createFiles({ ...common, blobs, blobFolder, sealing: streamSealing }));
  const gallery = createGallery({ records, index: createMemoryTemplateIndex({ largestBytes: 1e6 }) });
  const perform = createPerformOperation({ records, now });
  const enrol = createEnrol({ tasksFor: () => engineThatSees(), perform, gallery, images, now, newId: randomUUID });
  return (more: Partial<Parameters<Enrol>[0]> = {}) =>
    enrol({ transactionId: randomUUID(), dialect: 'ooto', principal: keeping, picture: photoOf(10, 0), ...more });
}

const sampleOf = async ({ templates }: Records, templateId: string) =>
  (await templates.find(owner, templateId))?.samples[0] ?? null;

test('a file store that is slow while somebody is enrolled holds up no read of the database', async () => {
  const under = await startFiles();
  let begin = (): void => undefined;
  let goOn = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const released = new Promise<void>((resolve) => (goOn = resolve));
  const slow: Blobs = {
    ...under.blobs,
    async put(key, content) {
      begin();
      await released;
      await under.blobs.put(key, content);
    },
  };
  const enrolled = enrolOver(under, { blobs: slow })({ templateId: 'anna' });
  await begun;
  expect(await under.records.applications.find('app_a')).not.toBeNull();
  goOn();
  expect(await enrolled).toMatchObject({ ok: true });
  const sample = await sampleOf(under.records, 'anna');
  expect(await under.files.find(owner, sample?.imageFileId ?? '')).toMatchObject({ class: 'enrolment' });
  await under.close();
});

test('the picture of an enrolment that is refused goes at once, as a duplicate too that came in the same moment', async () => {
  const under = await startFiles();
  const poor = { ...keeping.settings, tokens: { enforced: true, prices: {}, otherwise: 1 } };
  const unpaid = await enrolOver(under)({ principal: { ...keeping, settings: poor } });
  expect(unpaid).toMatchObject({ ok: false, failure: { code: 'tokens-insufficient' } });
  expect(await under.blobNames()).toEqual([]);
  const enrol = enrolOver(under);
  const outcomes = await Promise.all([1, 2, 3].map(() => enrol({ principal: refusing })));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await under.blobNames()).toHaveLength(1);
  await under.close();
});

test('a commit whose answer is lost loses no picture', async () => {
  const under = await startFiles();
  const enrol = enrolOver(under, { records: losingAnswers(under.records) });
  await expect(enrol({ templateId: 'anna' })).rejects.toThrow('the answer of a commit was lost');
  await orphanBlobs({ ...under, blobFolder }).sweep(Date.now() + 2 * hourMs);
  const sample = await sampleOf(under.records, 'anna');
  expect(await under.files.read(owner, sample?.imageFileId ?? '')).not.toBeNull();
  await under.close();
});
