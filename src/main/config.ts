import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { settings, type SettingName } from '#main/settings.js';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash; null: derive it from the port that was taken. */
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  /** PEM, or a certificate to be made at start; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | 'self-signed' | null;
  /** Absolute. */
  readonly dataDirectory: string;
  readonly masterKey:
    | { readonly source: 'value'; readonly secret: Uint8Array }
    /** Absolute. */
    | { readonly source: 'file'; readonly file: string };
  /** Absolute. */
  readonly modelsDirectory: string;
  readonly workers: number;
  readonly queueLimit: number;
  readonly deadlineMs: number;
  readonly shutdownMs: number;
  readonly logLevel: string;
}

/** What the configuration is made of: everything that it would otherwise read from the process. */
export interface ConfigSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Content of `.env` in the working directory; null: there is none. */
  readonly dotEnv: string | null;
  readonly workingDirectory: string;
  readonly homeDirectory: string;
  readonly packageRoot: string;
  readonly cores: number;
  /** The command line asked for a certificate of our own, to try a phone on the same network. */
  readonly tlsSelfSigned: boolean;
  /** Throws when the file cannot be read. */
  readonly readTextFile: (file: string) => string;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Variables with our prefix that are no settings of the server: tests and set-up read them. */
const otherVariables = new Set(['BONAFIDE_TEST_DATA', 'BONAFIDE_REQUIRE_DATA', 'BONAFIDE_OFFLINE']);

type Values = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

/** Reads and checks every setting. The environment wins over `.env`; an empty value counts as not given. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const given = givenValues(sources);
  const problems: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { schema }] of Object.entries(settings)) {
    const parsed = schema.safeParse(given[name]);
    if (parsed.success)
      values[name as SettingName] = parsed.data; // Object.entries loses the key type
    else problems.push(`${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
  }
  const read = values as Values; // complete where `problems` stays empty; used only then, or name by name

  if (given['BONAFIDE_MASTER_KEY'] !== undefined && given['BONAFIDE_MASTER_KEY_FILE'] !== undefined) {
    problems.push('BONAFIDE_MASTER_KEY and BONAFIDE_MASTER_KEY_FILE are both set; choose one');
  }
  const tls = readTls(read, sources, problems);
  if (problems.length > 0) return { ok: false, problems };

  const absolute = (file: string): string => path.resolve(sources.workingDirectory, file);
  const dataDirectory = absolute(read.BONAFIDE_DATA_DIR ?? 'data');
  const config: Config = {
    // A certificate of our own is for devices on the network, which loopback would keep out.
    host: read.HOST ?? (sources.tlsSelfSigned ? '0.0.0.0' : '127.0.0.1'),
    port: read.PORT ?? 8080,
    publicUrl: read.PUBLIC_URL ?? null,
    trustedProxies: read.TRUST_PROXY ?? [],
    tls,
    dataDirectory,
    masterKey:
      read.BONAFIDE_MASTER_KEY !== undefined
        ? { source: 'value', secret: read.BONAFIDE_MASTER_KEY }
        : {
            source: 'file',
            file: absolute(read.BONAFIDE_MASTER_KEY_FILE ?? defaultMasterKeyFile(dataDirectory, sources)),
          },
    modelsDirectory: absolute(read.BONAFIDE_MODELS_DIR ?? path.join(sources.packageRoot, '.models')),
    workers: read.BONAFIDE_WORKERS ?? sources.cores,
    queueLimit: read.BONAFIDE_QUEUE_LIMIT ?? 16,
    deadlineMs: read.BONAFIDE_DEADLINE_MS ?? 30_000,
    shutdownMs: read.BONAFIDE_SHUTDOWN_MS ?? 30_000,
    logLevel: read.LOG_LEVEL ?? 'info',
  };
  return { ok: true, config, warnings: [...unknownSettings(given), ...exposureWarnings(config)] };
}

function givenValues({ environment, dotEnv }: ConfigSources): Record<string, string> {
  const merged = { ...(dotEnv === null ? {} : parseEnv(dotEnv)), ...environment };
  const entries = Object.entries(merged).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== '');
  return Object.fromEntries(entries.map(([name, value]) => [name, value.trim()]));
}

function readTls(read: Values, sources: ConfigSources, problems: string[]): Config['tls'] {
  const { TLS_CERT: certFile, TLS_KEY: keyFile } = read;
  if (certFile === undefined && keyFile === undefined) return sources.tlsSelfSigned ? 'self-signed' : null;
  if (sources.tlsSelfSigned) problems.push('TLS_CERT and TLS_KEY are set; leave --tls-self-signed away');
  if (certFile === undefined || keyFile === undefined) {
    problems.push('TLS_CERT and TLS_KEY belong together; only one of them is set');
    return null;
  }
  const text = (name: SettingName, file: string): string | null => {
    try {
      return sources.readTextFile(path.resolve(sources.workingDirectory, file));
    } catch {
      problems.push(`${name} cannot be read: ${file}`);
      return null;
    }
  };
  const [cert, key] = [text('TLS_CERT', certFile), text('TLS_KEY', keyFile)];
  if (cert === null || key === null) return null;
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key };
    problems.push('TLS_KEY is not the private key of the certificate in TLS_CERT');
  } catch {
    problems.push('TLS_CERT and TLS_KEY must be a certificate and its unencrypted private key in PEM');
  }
  return null;
}

/** Outside the data directory, one for each: copying or backing up the directory does not take the key along. */
function defaultMasterKeyFile(dataDirectory: string, { environment, homeDirectory }: ConfigSources): string {
  const base = environment['XDG_CONFIG_HOME'] || path.join(homeDirectory, '.config');
  const digest = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16);
  return path.join(base, 'bonafide', digest, 'master.key');
}

const unknownSettings = (given: Record<string, string>): string[] =>
  Object.keys(given)
    .filter((name) => name.startsWith('BONAFIDE_') && !(name in settings) && !otherVariables.has(name))
    .map((name) => `${name} is not a setting and has no effect`);

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** Also for `doctor`: keys and pictures must not cross a network in the clear, and browsers refuse the camera there. */
export function exposureWarnings({ host, tls, publicUrl }: Pick<Config, 'host' | 'tls' | 'publicUrl'>): string[] {
  if (isLoopback(host) || tls !== null || publicUrl?.startsWith('https:') === true) return [];
  return [
    `HOST is ${host} without HTTPS: keys and pictures cross the network in the clear, and browsers refuse the camera. ` +
      'Set TLS_CERT and TLS_KEY, or try `bonafide serve --tls-self-signed`, or name the HTTPS address of your proxy in PUBLIC_URL.',
  ];
}
