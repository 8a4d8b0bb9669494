import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyContext } from '#domain/verification-context.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import { fineTasks } from '#services/operations-under-test.suite.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import type { Principal } from '#domain/access.js';
import { fail } from '#domain/outcome.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import { createReEnrol } from '#services/templates/re-enrol.js';
import {
  openTemplatesUnderTest,
  photoOf,
  principal,
  type TemplatesUnderTest,
} from '#services/templates/templates-under-test.suite.js';

let under: TemplatesUnderTest;
beforeEach(async () => {
  under = await openTemplatesUnderTest();
});
afterEach(() => under.close());

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const templates = () => under.store.records.templates;
const refusing = principal({ enrolment: { refuseDuplicates: true } });
const keeping = principal({ retention: { keepEnrolmentImages: true } });

test('who is enrolled is found, durable with the record of the call', async () => {
  const process = under.process();
  const enrolled = await process.enrol(photoOf(10, 0), { transactionId: 't1', templateId: 'anna' });
  expect(enrolled).toMatchObject({ ok: true, value: { templateId: 'anna' } });
  expect((await under.store.records.verifications.find(owner, 't1'))?.result).toMatchObject({ status: 'completed' });
  const searched = await process.identify(photoOf(10, 23), { transactionId: 't2' });
  const score = 1 - Math.hypot(0, Math.fround(0.23));
  expect(searched).toMatchObject({
    ok: true,
    value: {
      candidates: [{ templateId: 'anna', score: expect.closeTo(score, 6) as number }],
      threshold: 0.68,
      gallerySize: 1,
    },
  });
  expect((await under.store.records.verifications.find(owner, 't2'))?.operation).toBe('search');
});

test('candidates stand in order, at most as many as wanted, none below the threshold', async () => {
  const process = under.process();
  for (const [id, x] of [
    ['far', 200],
    ['near', 12],
    ['nearest', 11],
    ['edge', 40],
  ] as const) {
    await process.enrol(photoOf(x, 0), { templateId: id });
  }
  expect(await process.found(photoOf(10, 0))).toEqual(['nearest', 'near', 'edge']);
  expect(await process.found(photoOf(10, 0), { limit: 2 })).toEqual(['nearest', 'near']);
  expect(await process.found(photoOf(100, 100))).toEqual([]);
});

test('the larger the gallery, the stricter the search', async () => {
  const process = under.process();
  const strict = principal({ enrolment: { falsePositiveIdentificationRate: 0.001 } });
  for (let i = 0; i < 40; i++) await process.enrol(photoOf(i, 200));
  const small = await process.identify(photoOf(0, 0), { principal: strict });
  for (let i = 0; i < 40; i++) await process.enrol(photoOf(i, 250));
  const large = await process.identify(photoOf(0, 0), { principal: strict });
  const thresholds = [small, large].map((outcome) => (outcome.ok ? outcome.value.threshold : 0));
  expect(thresholds[0]).toBeGreaterThan(0.68);
  expect(thresholds[1]).toBeGreaterThan(thresholds[0]!);
});

test('nothing is found across applications or modes', async () => {
  const process = under.process();
  const elsewhere: Principal[] = [principal({ applicationId: 'app_b' }), principal({ mode: 'test' })];
  await process.enrol(photoOf(10, 0), { templateId: 'anna' });
  for (const stranger of elsewhere) expect(await process.found(photoOf(10, 0), { principal: stranger })).toEqual([]);
  for (const stranger of elsewhere) await process.enrol(photoOf(10, 0), { templateId: 'theirs', principal: stranger });
  expect(await process.found(photoOf(10, 0))).toEqual(['anna']);
  expect(await process.deletion.deleteTemplate({ ...owner, mode: 'test' }, 'anna')).toEqual(
    fail({ code: 'template-not-found' }),
  );
  expect(await process.found(photoOf(10, 0))).toEqual(['anna']);
});

test('a picture that cannot be used enrols nobody and is remembered as failed', async () => {
  const process = under.process();
  expect(await process.enrol({ status: 'missing' })).toEqual(fail({ code: 'image-missing', subject: 'photo' }));
  expect(await process.enrol(photoOf(1, 1, 0), { transactionId: 't1', subject: 'selfie' })).toEqual(
    fail({ code: 'face-not-found', subject: 'selfie' }),
  );
  expect(await process.enrol(photoOf(1, 1), { templateId: 'a\nb' })).toMatchObject(fail({ code: 'request-invalid' }));
  expect((await under.store.records.verifications.find(owner, 't1'))?.result.status).toBe('failed');
  expect(await templates().count(owner)).toBe(0);
});

test('what the caller settles becomes durable with the template, or neither does', async () => {
  const process = under.process();
  const broken = process.enrol(photoOf(10, 0), {
    templateId: 'anna',
    transactionId: 't1',
    settle: async () => {
      throw new Error('the answer cannot be stored');
    },
  });
  await expect(broken).rejects.toThrow('cannot be stored');
  expect(await templates().find(owner, 'anna')).toBeNull();
  expect(await under.store.records.verifications.find(owner, 't1')).toBeNull();
  expect(await process.found(photoOf(10, 0))).toEqual([]);
});

test('a deleted template is not found any more, neither here nor in another process', async () => {
  const [here, there] = [under.process(), under.process()];
  await here.enrol(photoOf(10, 0), { templateId: 'anna' });
  expect(await there.found(photoOf(10, 0))).toEqual(['anna']);
  expect(await here.deletion.deleteTemplate(owner, 'anna')).toEqual({ ok: true, value: null });
  expect(await here.found(photoOf(10, 0))).toEqual([]);
  expect(await there.found(photoOf(10, 0))).toEqual([]);
  expect(await here.deletion.deleteTemplate(owner, 'anna')).toEqual(fail({ code: 'template-not-found' }));
  await there.enrol(photoOf(60, 0), { templateId: 'anna' });
  expect(await here.found(photoOf(10, 0))).toEqual([]);
  expect(await here.found(photoOf(60, 0))).toEqual(['anna']);
});

test('an index that still holds a deleted template never has it returned', async () => {
  const process = under.process();
  await process.enrol(photoOf(10, 0), { templateId: 'anna' });
  await process.enrol(photoOf(11, 0), { templateId: 'bert' });
  await process.gallery.follow();
  // Deleted after the index was brought up to date and before it answers.
  const search = process.index.search.bind(process.index);
  let deleted = false;
  process.index.search = async (...given) => {
    const hits = await search(...given);
    if (!deleted) await process.deletion.deleteTemplate(owner, 'anna');
    deleted = true;
    return hits;
  };
  expect(await process.found(photoOf(10, 0), { limit: 1 })).toEqual(['bert']);
});

test('everything of a person goes at once, with its pictures', async () => {
  const process = under.process();
  const description = { userIdentifier: 'user-17' };
  await process.enrol(photoOf(10, 0), { templateId: 'a', description, principal: keeping });
  await process.enrol(photoOf(12, 0), { templateId: 'b', description, principal: keeping });
  await process.enrol(photoOf(14, 0), { templateId: 'c', principal: keeping });
  expect(under.images.kept.size).toBe(3);
  expect(await process.deletion.eraseTemplatesOf(owner, 'user-17')).toEqual(['a', 'b']);
  expect(await process.found(photoOf(10, 0))).toEqual(['c']);
  expect(under.images.kept.size).toBe(1);
});

test('a person has at most ten pictures: the worst goes, of equally bad ones the oldest', async () => {
  const process = under.process();
  const qualities = [70, 40, 90, 40, 80, 80, 80, 80, 80, 80];
  for (const [i, quality] of qualities.entries()) {
    await process.enrol(photoOf(10 + i, 0, quality), { templateId: 'anna', principal: keeping });
  }
  const before = (await templates().find(owner, 'anna'))!.samples;
  await process.enrol(photoOf(30, 0, 10), { templateId: 'anna', principal: keeping });
  const after = (await templates().find(owner, 'anna'))!.samples;
  expect(after.map(({ quality }) => quality)).toEqual([70, 90, 40, 80, 80, 80, 80, 80, 80, 10]);
  expect(after.slice(0, 9).map(({ id }) => id)).toEqual(before.filter((_, i) => i !== 1).map(({ id }) => id));
  expect([...under.images.kept.keys()].sort()).toEqual(after.map(({ imageFileId }) => imageFileId).sort());
  expect(await process.found(photoOf(30, 0))).toEqual(['anna']);
  expect(process.gallery.usage).toMatchObject({ templates: 1, samples: 10 });
});

test('who is enrolled under another id is refused where the application wants that', async () => {
  const process = under.process();
  await process.enrol(photoOf(10, 0), { templateId: 'anna', principal: refusing });
  expect(await process.enrol(photoOf(11, 0), { templateId: 'twin', principal: refusing })).toEqual(
    fail({ code: 'template-duplicate', subject: 'photo' }),
  );
  expect((await process.enrol(photoOf(11, 0), { templateId: 'anna', principal: refusing })).ok).toBe(true);
  expect((await process.enrol(photoOf(99, 0), { templateId: 'bert', principal: refusing })).ok).toBe(true);
  expect((await process.enrol(photoOf(11, 0), { templateId: 'twin' })).ok).toBe(true);
});

test('of two pictures of one person that come at once, to two processes, one is enrolled', async () => {
  const processes = [under.process(), under.process()];
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      processes[i % 2]!.enrol(photoOf(10 + i, 0), {
        templateId: `t${i}`,
        transactionId: `call-${i}`,
        principal: refusing,
      }),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await templates().count(owner)).toBe(1);
  const { verifications } = under.store.records;
  const remembered = await Promise.all(outcomes.map((_, i) => verifications.find(owner, `call-${i}`)));
  expect(remembered.filter((record) => record?.result.status === 'failed')).toHaveLength(7);
});

test('pictures are kept only where the application wants that', async () => {
  const process = under.process();
  await process.enrol(photoOf(10, 0), { templateId: 'a' });
  expect(under.images.kept.size).toBe(0);
  await process.enrol(photoOf(10, 0), { templateId: 'a', principal: keeping });
  const [first, second] = (await templates().find(owner, 'a'))!.samples;
  expect(first?.imageFileId).toBeNull();
  expect([...under.images.kept.keys()]).toEqual([second?.imageFileId]);
});

test('after a change of the recogniser, those with a picture are found again', async () => {
  const old = under.process({ digest: 'old' });
  await old.enrol(photoOf(10, 0), { templateId: 'kept', principal: keeping });
  await old.enrol(photoOf(11, 0), { templateId: 'not-kept' });
  await old.enrol(photoOf(12, 0), { templateId: 'lost', principal: keeping });
  const lost = (await templates().find(owner, 'lost'))?.samples[0]?.imageFileId ?? '';
  under.images.kept.delete(lost);

  const process = under.process({ digest: 'new' });
  expect(await process.found(photoOf(10, 0))).toEqual([]);
  const reEnrol = createReEnrol({
    records: under.store.records,
    images: under.images,
    tasks: process.tasks,
    recogniserDigest: 'new',
  });
  expect(await reEnrol({ stopped: () => true })).toEqual({ renewed: 0, failed: 0 });
  expect(await reEnrol()).toEqual({ renewed: 1, failed: 1 });
  expect(await process.found(photoOf(10, 0))).toEqual(['kept']);
  expect(await old.found(photoOf(11, 0))).toEqual(['not-kept', 'lost']);
  expect(await reEnrol()).toEqual({ renewed: 0, failed: 1 });
});

test('who slept while deletions were forgotten begins anew', async () => {
  const [here, sleeper] = [under.process(), under.process()];
  await here.enrol(photoOf(10, 0), { templateId: 'anna' });
  await here.enrol(photoOf(11, 0), { templateId: 'bert' });
  await sleeper.gallery.follow();
  await here.deletion.deleteTemplate(owner, 'anna');
  await templates().sweepDeletions(1e9);
  expect(await sleeper.found(photoOf(10, 0))).toEqual(['bert']);
  expect(sleeper.gallery.usage.templates).toBe(1);
});

test('without room for another template nobody is enrolled', async () => {
  const process = under.process({ index: createMemoryTemplateIndex({ largestBytes: 8000 }) });
  await process.enrol(photoOf(10, 0), { templateId: 'anna' });
  await process.gallery.follow();
  expect(process.gallery.full).toBe(true);
  expect(await process.enrol(photoOf(90, 0))).toEqual(fail({ code: 'overloaded' }));
  expect(await process.found(photoOf(10, 0))).toEqual(['anna']);
});

test('faces of the sandbox are enrolled and found like others, among test templates alone', async () => {
  const process = under.process();
  const caller = { ...principal({}), mode: 'test' } as const;
  const as = (name: SandboxScenarioName) => ({
    principal: caller,
    tasks: createTasksFor(() => fineTasks)(caller, { ...emptyContext, metadata: { sandbox: name } }),
  });
  expect(await process.enrol(photoOf(10, 0), { templateId: 'anna', ...as('match') })).toMatchObject({ ok: true });
  expect(await process.found(photoOf(10, 0), as('match'))).toEqual(['anna']);
  expect(await process.found(photoOf(10, 0), as('no-match'))).toEqual([]);
  expect(await process.found(photoOf(10, 0), as('face-not-found'))).toBe('face-not-found');
  expect(await process.found(photoOf(10, 0))).toEqual([]);
});
