import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records } from '#ports/records.js';
import type { NewUser, UserSession } from '#ports/user-records.js';

export interface UsersUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const ana: NewUser = {
  id: 'u1',
  kind: 'local',
  identity: 'local:ana',
  createdAtEpochMs: 1000,
  grants: [{ applicationId: null, role: 'admin' }],
  profile: { name: 'Ana', passwordHash: null, totpSecret: null, pendingTotpSecret: null },
};
const bo: NewUser = { ...ana, id: 'u2', identity: 'local:bo', createdAtEpochMs: 2000, grants: [] };
const session: UserSession = {
  id: 's1',
  userId: 'u1',
  stage: 'full',
  createdAtEpochMs: 5000,
  lastSeenAtEpochMs: 5000,
  expiresAtEpochMs: 9000,
  origin: { browser: 'Firefox', network: '192.0.2.1' },
};

/** How every implementation of the records of users behaves. */
export function describeUsers(name: string, make: () => Promise<UsersUnderTest>): void {
  describePort('users', name, () => {
    let under: UsersUnderTest;
    const users = () => under.records.users;
    beforeEach(async () => {
      under = await make();
      for (const user of [ana, bo]) expect(await users().add(user)).toBe(true);
    });
    afterEach(() => under.close());

    test('a user is stored whole, and found by id and identity', async () => {
      const { identity, ...stored } = ana;
      const expected = {
        ...stored,
        disabledAtEpochMs: null,
        lastSignInAtEpochMs: null,
        invitationExpiresAtEpochMs: null,
        lockedUntilEpochMs: null,
      };
      expect(await users().find('u1')).toEqual(expected);
      expect(await users().findByIdentity(identity)).toEqual(expected);
      expect(await users().findByIdentity('local:nobody')).toBeNull();
      expect((await users().list()).map(({ id }) => id)).toEqual(['u1', 'u2']);
      expect(await users().count()).toBe(2);
    });

    test('an identity is taken once', async () => {
      expect(await users().add({ ...ana, id: 'u3' })).toBe(false);
      expect(await users().find('u3')).toBeNull();
    });

    test('what is named is changed, the rest stays', async () => {
      const profile = {
        ...ana.profile,
        passwordHash: '$argon2id$',
        totpSecret: new Uint8Array([0, 1, 255]),
        pendingTotpSecret: new Uint8Array([7]),
      };
      expect(await users().change('u1', { profile, lastSignInAtEpochMs: 8 })).toBe(true);
      expect(await users().change('u1', { disabledAtEpochMs: 9 })).toBe(true);
      expect(await users().find('u1')).toMatchObject({
        profile,
        lastSignInAtEpochMs: 8,
        disabledAtEpochMs: 9,
        grants: ana.grants,
      });
      expect(await users().change('u9', { disabledAtEpochMs: 9 })).toBe(false);
    });

    test('an invitation is found by its token until it is taken away', async () => {
      await users().setInvitation('u1', { token: 'tok', expiresAtEpochMs: 77 });
      expect(await users().findByInvitation('tok')).toMatchObject({ id: 'u1', invitationExpiresAtEpochMs: 77 });
      await users().setInvitation('u1', null);
      expect(await users().findByInvitation('tok')).toBeNull();
    });

    test('tries are counted also where they come at once, and lock as they are told', async () => {
      const lock = (tries: number) => (tries > 2 ? tries * 100 : 0);
      const first = await Promise.all([1, 2, 3, 4].map(() => users().takeTry('local:ana', 1000, lock)));
      expect(first.filter((until) => until === null)).toHaveLength(3);
      expect(first.filter((until) => until !== null)).toEqual([1300]);
      expect(await users().find('u1')).toMatchObject({ lockedUntilEpochMs: 1300 });
      expect(await users().takeTry('local:ana', 1300, lock)).toBeNull();
      expect(await users().takeTry('local:ana', 1301, lock)).toBe(1700);
      expect(await users().find('u2')).toMatchObject({ lockedUntilEpochMs: null });
      await users().clearTries('local:ana');
      expect(await users().takeTry('local:ana', 1302, lock)).toBeNull();
    });

    test('names that nobody has are counted as well, and old tries are forgotten', async () => {
      for (const at of [1, 2])
        expect(await users().takeTry('local:nobody', at, () => 1000)).toBe(at === 1 ? null : 1001);
      expect(await users().takeTry('local:bo', 5, () => 0)).toBeNull();
      expect(await users().sweepTries(4, 1000)).toBe(0);
      expect(await users().sweepTries(4, 1002)).toBe(1);
      expect(await users().sweepTries(6, 1002)).toBe(1);
    });

    test('a code is good once, and none before it', async () => {
      const tries = await Promise.all([users().useCodeStep('u1', 50), users().useCodeStep('u1', 50)]);
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await users().useCodeStep('u1', 49)).toBe(false);
      expect(await users().useCodeStep('u1', 51)).toBe(true);
      expect(await users().useCodeStep('u2', 50)).toBe(true);
      await users().change('u1', { lastCodeStep: 40 });
      expect(await users().useCodeStep('u1', 40)).toBe(false);
      expect(await users().useCodeStep('u1', 41)).toBe(true);
    });

    test('a recovery code is good once, and for its user alone', async () => {
      await users().setRecoveryCodes('u1', ['old']);
      await users().setRecoveryCodes('u1', ['a', 'b']);
      expect(await users().countRecoveryCodes('u1')).toBe(2);
      expect(await users().useRecoveryCode('u1', 'old')).toBe(false);
      expect(await users().useRecoveryCode('u2', 'a')).toBe(false);
      const tries = await Promise.all([users().useRecoveryCode('u1', 'a'), users().useRecoveryCode('u1', 'a')]);
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await users().countRecoveryCodes('u1')).toBe(1);
    });

    test('a session is found by its secret, seen, and ended', async () => {
      await users().addSession(session, 'secret');
      expect(await users().findSession('secret')).toEqual(session);
      expect(await users().findSession('other')).toBeNull();
      await users().seeSession('s1', 6000);
      await users().seeSession('s1', 5500);
      expect(await users().findSession('secret')).toMatchObject({ lastSeenAtEpochMs: 6000 });
      expect(await users().endSession('u2', 's1')).toBe(false);
      expect(await users().endSession('u1', 's1')).toBe(true);
      expect(await users().findSession('secret')).toBeNull();
    });

    test('sessions of a user are listed, and ended all at once', async () => {
      await users().addSession(session, 'one');
      await users().addSession({ ...session, id: 's2', createdAtEpochMs: 5001 }, 'two');
      await users().addSession({ ...session, id: 's3', userId: 'u2' }, 'three');
      expect((await users().sessionsOf('u1')).map(({ id }) => id)).toEqual(['s2', 's1']);
      expect(await users().endSessionsOf('u1', 's2')).toBe(1);
      expect((await users().sessionsOf('u1')).map(({ id }) => id)).toEqual(['s2']);
      expect(await users().endSessionsOf('u1')).toBe(1);
      expect(await users().sessionsOf('u1')).toEqual([]);
      expect(await users().sessionsOf('u2')).toHaveLength(1);
    });

    test('what is over is swept', async () => {
      await users().addSession(session, 'past its end');
      await users().addSession({ ...session, id: 's2', expiresAtEpochMs: 99_000, lastSeenAtEpochMs: 8000 }, 'unseen');
      await users().addSession({ ...session, id: 's3', expiresAtEpochMs: 99_000, lastSeenAtEpochMs: 8001 }, 'alive');
      expect(await users().sweepSessions(9000, 8000)).toBe(2);
      expect((await users().sessionsOf('u1')).map(({ id }) => id)).toEqual(['s3']);
    });
  });
}
