import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeSelfSigned } from '#main/self-signed.js';

test('a certificate for localhost and this machine, with its key, for 30 days', async () => {
  const { cert, key } = await makeSelfSigned(new Date('2026-01-01T00:00:00Z'));
  const certificate = new X509Certificate(cert);
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.ca).toBe(false);
  expect(new Date(certificate.validTo).toISOString()).toBe('2026-01-31T00:00:00.000Z');
});
