import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import type { Store } from '#ports/store.js';
import {
  photoOf,
  principal,
  templatesOn,
  type TemplatesUnderTest,
} from '#services/templates/templates-under-test.suite.js';
import { describeOnPostgres, freshPostgresStore, openPostgresStore } from '../../../test/support/postgres.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const owner = { applicationId: 'app_a', mode: 'live' } as const;
const refusing = principal({ enrolment: { refuseDuplicates: true } });

describeOnPostgres('servers on one PostgreSQL', () => {
  let under: TemplatesUnderTest;
  let other: Store;
  beforeEach(async () => {
    const store = await freshPostgresStore(masterKey);
    under = await templatesOn(store);
    other = await openPostgresStore(store.url, masterKey);
  });
  afterEach(async () => {
    await other.close();
    await under.close();
  });
  const servers = () => [under.process(), under.process({ store: other })] as const;

  test('who is enrolled at one is found at the other, and who is deleted at one is at neither', async () => {
    const [here, there] = servers();
    await here.enrol(photoOf(10, 0), { templateId: 'anna' });
    expect(await there.found(photoOf(10, 0))).toEqual(['anna']);
    await there.enrol(photoOf(12, 0), { templateId: 'bert' });
    expect(await here.found(photoOf(10, 0))).toEqual(['anna', 'bert']);
    await there.deletion.deleteTemplate(owner, 'anna');
    expect(await here.found(photoOf(10, 0))).toEqual(['bert']);
    expect(await there.found(photoOf(10, 0))).toEqual(['bert']);
  });

  test('of one person’s pictures that come to both at once, one is enrolled', async () => {
    const both = servers();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        both[i % 2]!.enrol(photoOf(10 + i, 0), { templateId: `t${i}`, principal: refusing }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await under.store.records.templates.count(owner)).toBe(1);
  });

  test('pictures of many people that come to both at once are all enrolled, and all found', async () => {
    const both = servers();
    const ids = Array.from({ length: 24 }, (_, i) => `t${String(i).padStart(2, '0')}`);
    await Promise.all(ids.map((templateId, i) => both[i % 2]!.enrol(photoOf(10 + i, 0), { templateId })));
    for (const server of both) {
      const found = await server.found(photoOf(20, 0), { limit: 100 });
      expect([...found].sort()).toEqual(ids);
    }
  });
});
