import pg from 'pg';
import { expect, test } from 'vitest';
import { explainPostgresError, whyUnfit } from '#adapters/postgres/postgres-error.js';

const place = { place: 'db:5432/bonafide', user: 'bonafide' };
const withCode = (error: Error, code: string): Error => Object.assign(error, { code });
const answer = (code: string): Error => withCode(new pg.DatabaseError('no', 2, 'error'), code);

test.each([
  [{ version: 130_022, encoding: 'UTF8' }, 'is version 13; 14 is the oldest that works'],
  [{ version: 90_624, encoding: 'UTF8' }, 'is version 9; 14 is the oldest that works'],
  [{ version: 140_000, encoding: 'SQL_ASCII' }, "stores text as SQL_ASCII; create the database with encoding 'UTF8'"],
  [{ version: 180_004, encoding: 'UTF8' }, null],
])('%o', (server, expected) => {
  expect(whyUnfit(server)).toBe(expected);
});

test.each([
  [answer('28P01'), 'PostgreSQL at db:5432/bonafide refuses the login of bonafide (wrong password)', false],
  [answer('57P03'), 'PostgreSQL at db:5432/bonafide is starting or stopping (57P03)', true],
  [withCode(new Error('x'), 'ECONNREFUSED'), 'PostgreSQL at db:5432/bonafide cannot be reached (ECONNREFUSED)', true],
  [new Error('timeout expired'), 'PostgreSQL at db:5432/bonafide cannot be reached (timeout expired)', true],
  [
    withCode(new Error('x'), 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    'PostgreSQL at db:5432/bonafide shows a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT); name its authority in DATABASE_URL: sslrootcert=<file>',
    false,
  ],
])('%s', (error, message, unreachable) => {
  expect(explainPostgresError(error, place)).toMatchObject({ message, unreachable });
});

test('what means nothing known is left as it is', () => {
  expect(explainPostgresError(answer('42P01'), place)).toBeNull();
  expect(explainPostgresError('text', place)).toBeNull();
});
