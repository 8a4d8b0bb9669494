import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodingPool } from '../fuzz/http/decoding-pool.js';
import { fuzzServer } from '../fuzz/http/fuzz-server.js';
import { describeOnPostgres, postgresUnderTest, type PostgresUnderTest } from '../support/postgres.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';

// PostgreSQL refuses what SQLite takes: texts with a NUL, whole numbers with a fraction.
describeOnPostgres('PostgreSQL', () => {
  let under: PostgresUnderTest;
  let server: SandboxServer;
  beforeAll(async () => {
    under = await postgresUnderTest();
    server = await startSandboxServer({ pool: decodingPool, environment: { DATABASE_URL: under.url } });
  });
  afterAll(async () => {
    await server.close();
    await under.drop();
  });

  test('hostile ids, cursors and texts are refused, and no fault of the server', async () => {
    expect((await fuzzServer(server, { seed: 20_260_801, runs: 150 })).requests).toBeGreaterThanOrEqual(150);
  });

  test('a name with a NUL is stored without it', async () => {
    const made = await server.call('POST', '/api/v2/keys', { name: 'a\0b', mode: 'test', scopes: ['read'] });
    expect([made.status, made.body]).toMatchObject([201, { name: expect.stringMatching(/^a.b$/su) as string }]);
  });

  test.each(['%00', 'a%00b'])('the id %s is not found', async (id) => {
    const answers = ['verifications', 'sessions', 'templates', 'files', 'webhook-endpoints'].map(
      async (kind) => (await server.call('GET', `/api/v2/${kind}/${id}`)).status,
    );
    expect(await Promise.all(answers)).toEqual([404, 404, 404, 404, 404]);
  });
});
