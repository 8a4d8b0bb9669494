import { expect, test } from 'vitest';
import { recordOf, toColumns, type SessionRow } from '#adapters/sql/session-rows.js';
import { sampleSession } from '#ports/session-records.suite.js';

const session = sampleSession();
const bound = { owner: 'aa', followers: ['bb'], continuation: { hash: 'cc', expiresAtEpochMs: 8000 } };

const rowWith = (claim: string): SessionRow => ({
  id: session.id,
  application_id: session.applicationId,
  api_key_id: session.keyId,
  mode: session.mode,
  kind: session.kind,
  token_hash: Buffer.from(session.tokenHash),
  created_at: session.createdAtEpochMs,
  ...toColumns(session),
  claim,
  version: 1,
  data_key_id: null,
  sealed_personal: null,
  erased_at: null,
});

test('a claim from before there were candidates is read: its owner is the owner', () => {
  expect(recordOf(rowWith(JSON.stringify(bound))).claim).toEqual({ ...bound, candidates: [] });
});

test('a claim without candidates is stored as it was before there were any', () => {
  const { claim } = toColumns({ ...session, claim: { ...bound, candidates: [] } });
  expect(JSON.parse(claim)).toEqual(bound);
});
