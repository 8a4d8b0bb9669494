import { expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { SessionStatus } from '#domain/session.js';
import type { DecisionReason } from '#domain/verification.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { sampleSession } from '#ports/session-records.suite.js';
import { deepidvScopes, deepidvStatusOf } from '#services/sessions/deepidv-sessions.js';

test.each<[SessionStatus, string]>([
  ['CREATED', 'PENDING'],
  ['CAPTCHA_OK', 'PENDING'],
  ['IN_PROGRESS', 'SUBMITTED'],
  ['FAILED', 'REJECTED'],
  ['EXPIRED', 'VOIDED'],
  ['CANCELED', 'VOIDED'],
])('%s is %s', (status, word) => {
  const session = sampleSession();
  expect(deepidvStatusOf({ ...session, state: { ...session.state, status } })).toBe(word);
});

test.each<[boolean, DecisionReason[], string]>([
  [true, [], 'VERIFIED'],
  [true, ['similarity-in-review-band', 'document-edit-suspected'], 'VERIFIED'],
  [true, ['document-expired'], 'REJECTED'],
  [true, ['document-check-digit-failed'], 'REJECTED'],
  [false, [], 'REJECTED'],
])('DONE with match %s and %j is %s', (match, reasons, word) => {
  const session = sampleSession();
  const { decision, similarity, comparison } = sampleVerification();
  const verdict = { match, decision, similarity, reasons, comparison };
  const personal = { ...session.personal, result: { verdict } };
  expect(deepidvStatusOf({ state: { ...session.state, status: 'DONE' }, personal })).toBe(word);
});

test('DONE without a verdict is nothing that was verified', () => {
  const session = sampleSession();
  const personal = { ...session.personal, result: {} };
  expect(deepidvStatusOf({ state: { ...session.state, status: 'DONE' }, personal })).toBe('REJECTED');
});

test('what the application requires of every verification is asked of the session', () => {
  const { policy } = defaultApplicationSettings;
  expect(deepidvScopes({ policy })).toEqual(['document', 'match']);
  expect(deepidvScopes({ policy: { ...policy, requireLiveness: true } })).toEqual(['document', 'liveness', 'match']);
});
