import type { AddressInfo } from 'node:net';
import type { Application } from '#domain/access.js';
import type { Config } from '#main/config.js';
import { isLoopbackHost } from '#http/loopback.js';
import type { SampleFiles } from '#main/samples.js';
import { localAddresses } from '#main/local-addresses.js';
import type { CreatedKey } from '#services/api-keys/api-keys.js';

/** Where the server can be reached from this machine. */
export function localUrl({ tls, host }: Pick<Config, 'tls' | 'host'>, port: number): string {
  const name = isLoopbackHost(host) || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${tls === null ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Where callers reach the server: as configured, or at the port that it took (`address`). */
export function publicUrlOf(
  config: Pick<Config, 'tls' | 'host' | 'port' | 'publicUrl'>,
  address: AddressInfo | string | null,
): string {
  const port = address === null || typeof address === 'string' ? config.port : address.port;
  return config.publicUrl ?? localUrl(config, port);
}

/** What a started server tells its operator. */
export function readyText(config: Pick<Config, 'host' | 'tls' | 'publicUrl' | 'demo'>, port: number): string {
  const lines = [`Bonafide is ready on ${config.publicUrl ?? localUrl(config, port)}`];
  if (config.tls === 'self-signed') {
    lines.push('with a certificate of its own (browsers warn about it); from a device on the same network:');
    lines.push(...localAddresses().map((address) => `  https://${address}:${port}`));
  }
  if (config.demo !== 'off') {
    const url = config.demo === 'anybody' ? config.publicUrl : null;
    lines.push(`Try it in a browser: ${url ?? localUrl(config, port)}/demo`);
  }
  return lines.join('\n');
}

/** The credentials of a new installation and a call to try; said once, kept nowhere. */
export function firstStartText(options: {
  readonly application: Application;
  readonly created: CreatedKey;
  readonly samples: SampleFiles | null;
  readonly url: string;
  readonly selfSigned: boolean;
}): string {
  const { application, created, samples, url, selfSigned } = options;
  const lines = [
    'This is a new installation. Its first key, shown this once:',
    '',
    `  APP-ID   ${application.id}`,
    `  APP-KEY  ${created.text}`,
  ];
  if (samples !== null) {
    const call = (selfie: string): string[] => [
      `  curl ${selfSigned ? '-k ' : ''}${url}/api/v1.0/doc/identify \\`,
      `    -H 'APP-ID: ${application.id}' -H 'APP-KEY: ${created.text}' \\`,
      `    -F ${quoted(`doc=@${samples.document}`)} -F ${quoted(`selfie=@${selfie}`)}`,
    ];
    lines.push('', 'A specimen passport and its owner:', '', ...call(samples.selfie));
    lines.push('', 'The same passport and somebody else:', '', ...call(samples.impostor));
  }
  return lines.join('\n');
}

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
