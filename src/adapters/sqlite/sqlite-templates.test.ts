import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const makeDirectory = (): string => mkdtempSync(path.join(tmpdir(), 'bonafide-templates-'));
const openIn = (directory: string): Promise<Store> => openSqliteStore({ directory, masterKey, nowEpochMs: 1 });

const owner = { applicationId: 'app_a', mode: 'live' } as const;

test('nothing of an enrolled person stands readable in the database, and nothing sealed is left of a deleted one', async () => {
  const directory = makeDirectory();
  const store = await openIn(directory);
  const vector = Float32Array.from({ length: 128 }, (_, i) => i / 7);
  const { applications, templates } = store.records;
  await applications.create({ id: 'app_a', name: 'a', createdAtEpochMs: 1, settings: defaultApplicationSettings });
  await templates.add([
    {
      ...owner,
      id: 'canary-id',
      createdAtEpochMs: 1,
      description: { userIdentifier: 'canary-user', label: 'canary-label', metadata: { note: 'canary-note' } },
      samples: [
        {
          id: '7e5a1c9e-0000-4000-8000-000000000001',
          template: { digest: 'd', vector },
          quality: 80,
          createdAtEpochMs: 1,
          imageFileId: null,
        },
      ],
    },
  ]);
  const bytes = (): Buffer =>
    Buffer.concat(readdirSync(directory).map((name) => readFileSync(path.join(directory, name))));
  const stored = bytes();
  const sampleId = '7e5a1c9e-0000-4000-8000-000000000001';
  expect(stored.includes(sampleId)).toBe(true);
  const raw = Buffer.from(vector.buffer).subarray(40, 72);
  for (const secret of ['canary-id', 'canary-user', 'canary-label', 'canary-note', raw]) {
    expect(stored.includes(secret)).toBe(false);
  }
  await store.records.inTransaction((inside) => inside.templates.delete(owner, 'canary-id', 2));
  expect(bytes().includes(sampleId)).toBe(false);
  await store.close();
  rmSync(directory, { recursive: true });
});
