import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import type { Sessions } from '#services/sessions/sessions.js';
import {
  jpeg,
  owner,
  start,
  startSessions,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';
import {
  describeOnPostgres,
  openPostgresStore,
  emptyPostgres,
  type PostgresUnderTest,
} from '../../../test/support/postgres.js';

// Two processes of one server on one database: what one of many may do, one does.
describeOnPostgres('sessions of two processes', () => {
  let database: PostgresUnderTest;
  let under: SessionsUnderTest;
  let both: Sessions[];

  beforeEach(async () => {
    database = await emptyPostgres();
    const masterKey = masterKeyFromSecret(new Uint8Array(32));
    under = await startSessions({ openStore: () => openPostgresStore(database.url, masterKey) });
    both = [under.sessions, await under.another()];
  });
  afterEach(async () => {
    await under.close();
    await database.drop();
  });

  const eightTimes = <T>(act: (sessions: Sessions) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: 8 }, (_, turn) => act(both[turn % 2]!)));
  const eventsOf = async (id: string) => {
    const stored = await under.store.records.sessions.find(owner, id);
    return [stored?.state.status, stored?.version];
  };

  test('of four who claim one becomes the owner', async () => {
    const { token } = await under.create();
    const acts = await Promise.all(
      Array.from({ length: 4 }, async (_, turn) => {
        const { person } = both[turn % 2]!; // two
        const claim = await person.claim({ token, secrets: [], address: null });
        if (!claim.ok) return claim;
        return person.consent({ token, secrets: [claim.value.secret ?? ''] });
      }),
    );
    expect(acts.filter((act) => act.ok)).toHaveLength(1);
    expect(acts.filter((act) => !act.ok && act.failure.code === 'session-claimed')).toHaveLength(3);
  });

  test('one cancels', async () => {
    const { id } = await under.create();
    const cancels = await eightTimes(({ application }) => application.cancel(owner, id));
    expect(cancels.filter((cancel) => cancel.ok)).toHaveLength(1);
    expect(await eventsOf(id)).toEqual(['CANCELED', 2]);
  });

  test('one picture is worked on', async () => {
    const person = await under.claimed();
    const submits = await eightTimes((sessions) =>
      sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg }),
    );
    expect(submits.filter((submit) => submit.ok)).toHaveLength(1);
    expect(under.worked).toEqual(['face-assess', 'search', 'enrol']);
  });

  test('each expired session is ended once', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 5; made += 1) ids.push((await under.create({ lifetimeSeconds: 60 })).id);
    under.clock.nowEpochMs = start + 60_000;
    await eightTimes(({ application }) => application.expireDue(under.clock.nowEpochMs));
    for (const id of ids) expect(await eventsOf(id)).toEqual(['EXPIRED', 2]);
  });
});
