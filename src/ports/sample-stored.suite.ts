import { defaultApplicationSettings as settings } from '#domain/application-settings.js';
import { emptyContext } from '#domain/verification-context.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { StoredKey, VerificationRecord } from '#ports/records.js';

const key: StoredKey = {
  id: 'k1',
  applicationId: 'app_a',
  kind: 'secret',
  mode: 'live',
  name: 'first',
  scopes: ['verify', 'read'],
  createdAtEpochMs: 1500,
  revokedAtEpochMs: null,
  succeedsKeyId: null,
  secretHash: new Uint8Array(32).fill(9),
};

const verification: VerificationRecord = {
  id: '7e5a1c9e-0000-4000-8000-000000000001',
  applicationId: 'app_a',
  keyId: 'k1',
  mode: 'live',
  dialect: 'ooto',
  operation: 'doc-identify',
  createdAtEpochMs: 3000,
  sessionId: null,
  context: emptyContext,
  result: { status: 'completed', value: sampleVerification() },
};

/** Two applications, a key of the first, and a verification that it made: what suites of records begin with. */
export const sampleStored = {
  applications: [
    { id: 'app_a', name: 'Shop', createdAtEpochMs: 1000, settings },
    { id: 'app_b', name: 'Bank', createdAtEpochMs: 2000, settings },
  ],
  key,
  verification,
} as const;
