import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import { owner, reading, startSessions, type SessionsUnderTest } from '#services/sessions/sessions-under-test.suite.js';
import { openVerifPage, passEverything } from '#services/sessions/verif-page.js';

let under: SessionsUnderTest;
beforeEach(async () => {
  under = await startSessions();
});
afterEach(() => under.close());

const about = { userIdentifier: 'user123', userEmail: 'user@example.com', userPhone: null };

async function openPage() {
  const opened = await openVerifPage(under.sessions, under.principal, about);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { token, session, url } = opened.value;
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  return { id: session.id, url, token, secrets: [claim.ok ? claim.value.secret! : ''] };
}

test('a page has an address without the key, and its person is fixed', async () => {
  const page = await openPage();
  expect(page.url).toBe(`https://id.example/verif/${page.token}`);
  const found = await under.store.records.sessions.findByLookup(owner, { name: 'user-identifier', value: 'user123' });
  expect(found).toEqual([page.id]);
  const nobody = await openVerifPage(under.sessions, under.principal, { ...about, userIdentifier: '' });
  expect(nobody).toEqual(fail({ code: 'user-identifier-missing' }));
});

test('both pictures at once: one run, settled with its cause, and the token is used up', async () => {
  const page = await openPage();
  const { runs } = under.sessions;
  const run = await runs.begin(page, 'document');
  if (!run.ok) throw new Error(run.failure.code);
  expect(run.value.principal).toEqual(under.principal);
  expect(await runs.begin(page, 'document')).toMatchObject({ ok: false, failure: { code: 'session-step-wrong' } });
  const findings = { events: passEverything(run.value), result: { document: reading } };
  const session = await under.store.records.inTransaction((inside) => runs.settle(inside, run.value, findings));
  expect(session.state).toMatchObject({ status: 'DONE', failure: null });
  expect(await runs.begin(page, 'document')).toEqual(fail({ code: 'session-over' }));
  expect(under.published).toHaveLength(1);
  expect(await runs.settleAlone(run.value, findings)).toBeNull();
});

test('a run that could not be judged leaves the page for another try', async () => {
  const page = await openPage();
  const { runs } = under.sessions;
  const run = await runs.begin(page, 'document');
  if (!run.ok) throw new Error(run.failure.code);
  const { workId } = run.value;
  const unusable = { type: 'picture-unusable', kind: 'document', failure: 'image-undecodable', workId } as const;
  await runs.settleAlone(run.value, { events: [unusable] });
  expect((await runs.begin(page, 'document')).ok).toBe(true);
});
