import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import type { Person } from '#services/sessions/session-access.js';
import {
  jpeg,
  owner,
  start,
  startSessions,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
beforeEach(async () => {
  under = await startSessions();
});
afterEach(() => under.close());

const claim = (person: Person, continuation: string | null = null, address: string | null = null) =>
  under.sessions.person.claim({ ...person, continuation, address });
const viewOf = async (person: Person) => {
  const view = await under.sessions.person.view(person);
  return view.ok ? view.value : view.failure.code;
};
const running = {
  state: 'running',
  status: 'CREATED',
  nextStep: 'LIVENESS',
  picture: 'selfie',
  needCaptcha: false,
  consented: false,
  working: false,
  attemptsLeft: 3,
  refusal: null,
  expiresAtEpochMs: start + 86_400_000,
} as const;

/** A browser with the cookie that it was given, and nothing done with it yet. */
async function candidate(person: Person, continuation?: string): Promise<Person> {
  const claimed = await claim(person, continuation ?? null);
  if (!claimed.ok || claimed.value.secret === null) throw new Error('not claimed');
  return { token: person.token, secrets: [claimed.value.secret] };
}

async function claimedBy(person: Person, continuation?: string): Promise<Person> {
  const browser = await candidate(person, continuation);
  expect(await claim(browser, continuation)).toMatchObject({ value: { secret: null } });
  return browser;
}

test('looking claims nothing; the first who acts is the owner; others are told that it is in use', async () => {
  const { token } = await under.create();
  const visitor = { token, secrets: [] };
  for (let look = 0; look < 3; look += 1) expect(await viewOf(visitor)).toEqual({ ...running, role: 'nobody' });
  const person = await claimedBy(visitor);
  expect(await viewOf(person)).toEqual({ ...running, role: 'owner' });
  expect(await viewOf(visitor)).toEqual({ state: 'in-use', role: 'stranger' });
  expect(await claim(visitor)).toEqual(fail({ code: 'session-claimed' }));
  expect(await claim(person)).toMatchObject({ value: { secret: null } });
});

test('of many who act at once one becomes the owner', async () => {
  const { token } = await under.create();
  const browsers = await Promise.all(Array.from({ length: 4 }, () => candidate({ token, secrets: [] })));
  const acts = await Promise.all(browsers.map((browser) => under.sessions.person.consent(browser)));
  expect(acts.filter((act) => act.ok)).toHaveLength(1);
  expect(acts.filter((act) => !act.ok && act.failure.code === 'session-claimed')).toHaveLength(3);
  const roles = await Promise.all(browsers.map(async (browser) => viewOf(browser)));
  expect(roles.filter((view) => typeof view === 'object' && view.role === 'owner')).toHaveLength(1);
});

test('a claim whose answer was lost, or whose cookie was not kept, locks nobody out', async () => {
  const { token } = await under.create();
  const visitor = { token, secrets: [] };
  for (let lost = 0; lost < 9; lost += 1) await candidate(visitor);
  expect(await viewOf(visitor)).toEqual({ ...running, role: 'nobody' });
  expect(await under.sessions.person.consent(visitor)).toEqual(fail({ code: 'session-claimed' }));
  const person = await candidate(visitor);
  expect((await under.sessions.person.consent(person)).ok).toBe(true);
  expect(await viewOf(person)).toMatchObject({ role: 'owner' });
});

test('a cookie that was not brought back gives no more than the link itself', async () => {
  const { token, id } = await under.create({ returnUrl: 'https://shop.example/back' });
  const browser = await candidate({ token, secrets: [] });
  expect(await viewOf(browser)).toEqual({ ...running, role: 'nobody' });
  // What is refused binds nothing.
  const { person } = under.sessions;
  expect(await person.answerCaptcha(browser, { challenge: '', solution: '' })).toEqual(fail({ code: 'captcha-wrong' }));
  const other = await claimedBy({ token, secrets: [] });
  expect(await viewOf(browser)).toEqual({ state: 'in-use', role: 'stranger' });
  expect(await person.decline(browser)).toEqual(fail({ code: 'session-claimed' }));
  await under.sessions.application.release(owner, id);
  expect(await person.decline(other)).toEqual(fail({ code: 'session-claimed' }));
  const late = await candidate({ token, secrets: [] });
  await under.sessions.application.cancel(owner, id);
  expect(await viewOf(late)).toEqual({ state: 'finished', role: 'nobody', status: null, returnUrl: null });
});

test('a secret that the visitor brings along is never made the key: nobody can fix it for another', async () => {
  const { token, id } = await under.create();
  const planted = 'A'.repeat(43);
  const person = await claimedBy({ token, secrets: [planted] });
  expect(person.secrets[0]).not.toBe(planted);
  expect(await viewOf({ token, secrets: [planted] })).toMatchObject({ role: 'stranger' });
  const other = await under.create();
  expect(await viewOf({ token: other.token, secrets: person.secrets })).toMatchObject({ role: 'nobody' });
  expect(JSON.stringify(await under.store.records.sessions.find(owner, id))).not.toContain(person.secrets[0]);
});

test.each(['', 'short', 'A'.repeat(43), '../etc'])('the link %j does not exist', async (token) => {
  expect(await viewOf({ token, secrets: [] })).toBe('not-found');
  expect(await claim({ token, secrets: [] })).toEqual(fail({ code: 'not-found' }));
});

test('every act of the page is refused to all but the owner', async () => {
  const { token } = await under.create();
  const stranger = { token, secrets: ['x'] };
  const { person } = under.sessions;
  const acts = [
    () => person.consent(stranger),
    () => person.issueCaptcha(stranger),
    () => person.answerCaptcha(stranger, { challenge: '', solution: '' }),
    () => person.submit({ ...stranger, kind: 'selfie', picture: jpeg }),
    () => person.decline(stranger),
    () => person.continueElsewhere(stranger),
  ];
  for (const act of acts) expect(await act()).toEqual(fail({ code: 'session-claimed' }));
  await claimedBy({ token, secrets: [] });
  for (const act of acts) expect(await act()).toEqual(fail({ code: 'session-claimed' }));
  expect(under.worked).toEqual([]);
});

async function qrCode(person: Person): Promise<string> {
  const way = await under.sessions.person.continueElsewhere(person);
  if (!way.ok) throw new Error(way.failure.code);
  const [link, secret] = way.value.url.split('#continue=') as [string, string];
  expect(link).toBe(`https://id.example/flow/${person.token}`);
  expect(way.value.expiresAtEpochMs).toBe(under.clock.nowEpochMs + 300_000);
  return secret;
}

test('a session moves to the phone once; the desktop follows and cannot act', async () => {
  const desktop = await under.claimed();
  const continuation = await qrCode(desktop);
  const phone = await claimedBy({ token: desktop.token, secrets: [] }, continuation);
  expect(await viewOf(phone)).toMatchObject({ role: 'owner' });
  expect(await viewOf(desktop)).toMatchObject({ role: 'follower', state: 'running' });
  expect(await under.sessions.person.decline(desktop)).toEqual(fail({ code: 'session-claimed' }));
  expect(await claim(desktop)).toMatchObject({ value: { secret: null } });
  expect(await viewOf(desktop)).toMatchObject({ role: 'follower' });
  const third = { token: desktop.token, secrets: [] };
  expect(await claim(third, continuation)).toEqual(fail({ code: 'session-continuation-invalid' }));
  const back = await claimedBy(desktop, await qrCode(phone));
  expect([await viewOf(back), await viewOf(phone)]).toMatchObject([{ role: 'owner' }, { role: 'follower' }]);
});

test('a hand-over whose answer was lost leaves the desktop in charge, and the same code goes on', async () => {
  const desktop = await under.claimed();
  const continuation = await qrCode(desktop);
  const visitor = { token: desktop.token, secrets: [] };
  const lost = await candidate(visitor, continuation);
  expect(await viewOf(lost)).toEqual({ state: 'in-use', role: 'stranger' });
  expect((await under.sessions.person.consent(desktop)).ok).toBe(true);
  const phone = await claimedBy(visitor, continuation);
  expect([await viewOf(phone), await viewOf(desktop)]).toMatchObject([{ role: 'owner' }, { role: 'follower' }]);
  expect(await under.sessions.person.decline(lost)).toEqual(fail({ code: 'session-claimed' }));
});

test('what a code gave ends with it: after five minutes, and with the next one', async () => {
  const desktop = await under.claimed();
  const visitor = { token: desktop.token, secrets: [] };
  const first = await candidate(visitor, await qrCode(desktop));
  const second = await candidate(visitor, await qrCode(desktop));
  expect(await under.sessions.person.decline(first)).toEqual(fail({ code: 'session-claimed' }));
  under.clock.nowEpochMs += 300_000;
  expect(await under.sessions.person.decline(second)).toEqual(fail({ code: 'session-claimed' }));
  expect(await viewOf(desktop)).toMatchObject({ role: 'owner' });
});

test('a way to another device ends after five minutes, and with the next one', async () => {
  const desktop = await under.claimed();
  const visitor = { token: desktop.token, secrets: [] };
  const invalid = fail({ code: 'session-continuation-invalid' });
  const first = await qrCode(desktop);
  const second = await qrCode(desktop);
  expect(await claim(visitor, first)).toEqual(invalid);
  under.clock.nowEpochMs += 300_000;
  expect(await claim(visitor, second)).toEqual(invalid);
  expect(await claim(visitor, 'x')).toEqual(invalid);
  expect(await viewOf(desktop)).toMatchObject({ role: 'owner' });
});

test('the operator unbinds a link: the owner is nobody again, the next who acts has it', async () => {
  const lost = await under.claimed();
  expect((await under.sessions.application.release(owner, lost.id)).ok).toBe(true);
  expect(await viewOf(lost)).toMatchObject({ role: 'nobody' });
  await claimedBy({ token: lost.token, secrets: [] });
  expect(await viewOf(lost)).toMatchObject({ role: 'stranger' });
  const stranger = { ...owner, applicationId: 'app_b' };
  expect(await under.sessions.application.release(stranger, lost.id)).toEqual(fail({ code: 'not-found' }));
  await under.sessions.application.cancel(owner, lost.id);
  expect(await under.sessions.application.release(owner, lost.id)).toEqual(fail({ code: 'session-over' }));
});

test('after the end a link shows that it is finished, and the way back to who took part', async () => {
  const desktop = await under.claimed({ returnUrl: 'https://shop.example/back' });
  const phone = await claimedBy({ token: desktop.token, secrets: [] }, await qrCode(desktop));
  await under.sessions.person.decline(phone);
  const finished = { state: 'finished', status: 'CANCELED', returnUrl: 'https://shop.example/back' };
  expect(await viewOf(phone)).toEqual({ ...finished, role: 'owner' });
  expect(await viewOf(desktop)).toEqual({ ...finished, role: 'follower' });
  const nothing = { state: 'finished', role: 'stranger', status: null, returnUrl: null };
  expect(await viewOf({ token: desktop.token, secrets: [] })).toEqual(nothing);
});

test('the first consent counts', async () => {
  const person = await under.claimed();
  await under.sessions.person.consent(person);
  under.clock.nowEpochMs += 1000;
  expect(await under.sessions.person.consent(person)).toMatchObject({ value: { consentedAtEpochMs: start } });
  expect(await viewOf(person)).toMatchObject({ consented: true });
});

test('a captcha is due where many sessions come from one network', async () => {
  const from = async (address: string): Promise<boolean> => {
    const { token } = await under.create();
    const claimed = await claim({ token, secrets: [] }, null, address);
    return claimed.ok && claimed.value.session.state.needCaptcha;
  };
  const addresses = [1, 2, 3, 4, 5, 6].map((host) => `2001:db8::${host}`);
  const due = [];
  for (const address of addresses) due.push(await from(address));
  expect(due).toEqual([false, false, false, false, false, true]);
  expect(await from('192.0.2.1')).toBe(false);
  under.clock.nowEpochMs += 600_000;
  expect(await from(addresses[0]!)).toBe(false);
});

test('no captcha is issued where none is due', async () => {
  const person = await under.claimed();
  expect(await under.sessions.person.issueCaptcha(person)).toEqual(fail({ code: 'session-step-wrong' }));
});
