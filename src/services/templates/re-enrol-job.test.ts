import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createJobRunner, type JobRunner } from '#services/jobs/job-runner.js';
import { createReEnrol, type ReEnrolment } from '#services/templates/re-enrol.js';
import { createReEnrolQueue, reEnrolQueue, requestReEnrolment } from '#services/templates/re-enrol-job.js';
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
const keeping = principal({ retention: { keepEnrolmentImages: true } });
const digest = 'new';
const records = () => under.store.records;
const waiting = async () => (await records().templates.countOutdated(digest, null)).withPicture;

/** People whom another recogniser saw, at 10, 20, 30 …; their pictures were kept. */
async function enrolBefore(...ids: string[]): Promise<void> {
  const old = under.process({ digest: 'old' });
  for (const [i, templateId] of ids.entries()) {
    await old.enrol(photoOf(10 * (i + 1), 0), { templateId, principal: keeping });
  }
}

/** A server that runs with the new recogniser. */
function server(look: EngineTasks['analyseSelfie'] = under.process({ digest }).tasks.analyseSelfie) {
  const done: ReEnrolment[] = [];
  const reEnrol = createReEnrol({
    records: records(),
    images: under.images,
    tasks: { analyseSelfie: look },
    recogniserDigest: digest,
    pauseMs: 1,
  });
  const queue = createReEnrolQueue({ records: records(), reEnrol, now: Date.now, onDone: (all) => done.push(all) });
  const runner: JobRunner = createJobRunner({
    records: records(),
    queues: { [reEnrolQueue(digest)]: queue },
    workerId: 'w',
    pollMs: 10,
    now: Date.now,
    random: () => 0.5,
    onTrouble: ({ error }) => {
      throw error;
    },
  });
  return { runner, done };
}

test('people are seen again once, in the background, and found from then on', async () => {
  await enrolBefore('anna', 'bert');
  const { runner, done } = server();
  expect(await requestReEnrolment(records(), digest, 1)).toBe(true);
  await requestReEnrolment(records(), digest, 1);
  expect(await runner.runDue()).toBe(1);
  expect([done, await waiting()]).toEqual([[{ renewed: 2, failed: 0 }], 0]);
  expect(await under.process({ digest }).found(photoOf(20, 0))).toEqual(['bert', 'anna']);
  expect(await requestReEnrolment(records(), digest, 1)).toBe(false);
});

test('a process that ends leaves the rest to the next one', async () => {
  await enrolBefore('anna', 'bert', 'cleo');
  const { tasks } = under.process({ digest });
  let seen = 0;
  let stopped: Promise<void> = Promise.resolve();
  const first = server(async (bytes) => {
    if (++seen === 2) {
      stopped = first.runner.stop(0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return tasks.analyseSelfie(bytes);
  });
  await requestReEnrolment(records(), digest, 1);
  first.runner.start();
  while (seen < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await stopped;
  expect([await waiting(), first.done]).toEqual([1, []]);
  const second = server();
  expect(await second.runner.runDue()).toBe(1);
  expect([await waiting(), second.done]).toEqual([0, [{ renewed: 1, failed: 0 }]]);
});

test('who is erased while the picture is looked at stays erased', async () => {
  await enrolBefore('anna', 'bert');
  const process = under.process({ digest });
  const { runner, done } = server(async (bytes) => {
    await process.deletion.deleteTemplate(owner, 'bert');
    return process.tasks.analyseSelfie(bytes);
  });
  await requestReEnrolment(records(), digest, 1);
  await runner.runDue();
  expect(done).toEqual([{ renewed: 1, failed: 1 }]);
  expect(await records().templates.find(owner, 'bert')).toBeNull();
  expect(await process.found(photoOf(20, 0))).toEqual(['anna']);
});

test('calls of people go first: a full engine is waited for', async () => {
  await enrolBefore('anna');
  const { tasks } = under.process({ digest });
  let calls = 0;
  const { runner, done } = server(async (bytes) =>
    ++calls < 4 ? fail({ code: 'overloaded' }) : tasks.analyseSelfie(bytes),
  );
  await requestReEnrolment(records(), digest, 1);
  await runner.runDue();
  expect([calls, done]).toEqual([4, [{ renewed: 1, failed: 0 }]]);
});

test('faces of the sandbox and pictures that were not kept wait for nothing', async () => {
  const old = under.process({ digest: 'old' });
  await old.enrol(photoOf(10, 0), { templateId: 'not-kept' });
  await under.process({ digest: 'sandbox' }).enrol(photoOf(10, 0), { templateId: 'sandbox', principal: keeping });
  expect(await records().templates.countOutdated(digest, null)).toEqual({ withPicture: 0, withoutPicture: 1 });
  expect(await requestReEnrolment(records(), digest, 1)).toBe(false);
});
