import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok } from '#domain/outcome.js';
import { createTemplateDeletion } from '#services/templates/delete-template.js';
import { createRemoveTemplate } from '#services/templates/remove-template.js';
import {
  openTemplatesUnderTest,
  photoOf,
  principal,
  type TemplatesUnderTest,
} from '#services/templates/templates-under-test.suite.js';

let templates: TemplatesUnderTest;
beforeEach(async () => {
  templates = await openTemplatesUnderTest();
});
afterEach(() => templates.close());

const owner = { applicationId: 'app_a', mode: 'live' } as const;

async function enrolled(templateId: string): Promise<string> {
  const { enrol } = templates.process();
  const outcome = await enrol(photoOf(10, 10), { templateId });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value.templateId;
}

function remove(templateId: string, caller: Principal = principal({}), settle?: () => Promise<void>) {
  const { records } = templates.store;
  const deletion = createTemplateDeletion({ records, images: templates.images, now: () => 2000 });
  const removeTemplate = createRemoveTemplate({ deletion, now: () => 2000 });
  return removeTemplate({ principal: caller, dialect: 'ooto', templateId, ...(settle && { settle }) });
}

const deletions = async () => {
  const { audit, usage } = templates.store.records;
  const entries = await audit.page('app_a', { limit: 10, beforeSequence: null });
  const counted = await usage.list('app_a', { fromDay: '1970-01-01', toDay: '1970-01-01' });
  return {
    targets: entries.filter(({ action }) => action === 'template.deleted').map(({ target }) => target),
    calls: counted.find(({ operation }) => operation === 'template-delete')?.calls ?? 0,
  };
};

test('a template is gone, counted and audited', async () => {
  const id = await enrolled(randomUUID());
  expect(await remove(id)).toEqual(ok(null));
  expect(await templates.store.records.templates.find(owner, id)).toBeNull();
  expect(await deletions()).toEqual({ targets: [id], calls: 1 });
});

test('an id that a caller chose does not stand in the audit log', async () => {
  await remove(await enrolled('anna.eriksson@example.org'));
  expect(await deletions()).toEqual({ targets: [null], calls: 1 });
});

test("an unknown id, or another application's, is not found", async () => {
  const id = await enrolled('t1');
  expect(await remove('t2')).toEqual(fail({ code: 'template-not-found' }));
  expect(await remove(id, principal({ applicationId: 'app_b' }))).toEqual(fail({ code: 'template-not-found' }));
  expect(await remove(id, principal({ mode: 'test' }))).toEqual(fail({ code: 'template-not-found' }));
  expect(await deletions()).toEqual({ targets: [], calls: 0 });
});

test('a spent balance, or anything that fails beside it, undoes the deletion', async () => {
  const id = await enrolled('t1');
  const poor = principal({});
  const tokens = { ...poor.settings.tokens, enforced: true, prices: { 'template-delete': 1 } };
  const spent = await remove(id, { ...poor, settings: { ...poor.settings, tokens } });
  expect(spent).toEqual(fail({ code: 'tokens-insufficient' }));
  await expect(remove(id, poor, () => Promise.reject(new Error('claim lost')))).rejects.toThrow('claim lost');
  expect(await templates.store.records.templates.find(owner, id)).not.toBeNull();
  expect(await deletions()).toEqual({ targets: [], calls: 0 });
});
