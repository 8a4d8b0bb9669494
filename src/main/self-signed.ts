import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { generate } from 'selfsigned';
import { localAddresses } from '#main/local-addresses.js';

const daysValid = 30;

/** A certificate for trying things out, made in memory: for this machine's names and addresses, valid 30 days. */
export async function makeSelfSigned(now: Date): Promise<{ cert: string; key: string }> {
  const names = ['localhost', hostname(), '127.0.0.1', '::1', ...localAddresses()];
  const notAfterDate = new Date(now.getTime() + daysValid * 86_400_000);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'bonafide (self-signed)' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) =>
          isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
        ),
      },
    ],
  });
  return { cert, key };
}
