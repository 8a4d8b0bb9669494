import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxScenarioNames } from '#domain/sandbox.js';
import { startContractServer, type ContractServer } from '../support/contract-server.js';
import { dialects } from './cases/dialects.js';
import { sandboxOutcomes } from './cases/ooto.js';
import type { ContractCase } from './cases/contract-case.js';
import { inShortForm } from '../support/test-form.js';

// Requests as the five published pages make them, against a running server, and answers held to schemas written from those
// pages. A test key and the pictures of the sandbox bring every outcome about.

let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer();
}, 300_000);
afterAll(() => server.stop());

async function check({ send, status, schema, holds, headers }: ContractCase): Promise<void> {
  // What time has given back since the last case is taken first.
  if (status === 429) await server.spendLimit();
  const response = await send(server);
  const body: unknown = await response.json();
  expect({ status: response.status, body }).toMatchObject({ status, ...(holds !== undefined && { body: holds }) });
  const parsed = schema.safeParse(body);
  expect(parsed.error?.message).toBeUndefined();
  for (const [name, pattern] of Object.entries(headers ?? {})) expect(response.headers.get(name)).toMatch(pattern);
}

describe.each(dialects)('$dialect', ({ dialect, cases }) => {
  // Each call of ClearConsent has a film decoded.
  for (const each of dialect.startsWith('ClearConsent') ? inShortForm(6, cases) : cases) {
    // The table at the end of the run counts by this.
    const meta = { contract: { dialect, call: each.call } };
    test(`${each.call}: ${each.name}`, { meta }, () => check(each));
  }
});

test('every scenario of the sandbox is reached over HTTP', () => {
  expect(Object.keys(sandboxOutcomes).sort()).toEqual([...sandboxScenarioNames].sort());
});
