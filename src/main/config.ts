import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { noAllowedHosts, type AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import type { PostgresOptions } from '#adapters/postgres/open-postgres-database.js';
import { crossesNetworkInTheClear } from '#adapters/postgres/postgres-url.js';
import type { S3Options } from '#adapters/s3/s3-blobs.js';
import { demoAccess, type DemoSwitch } from '#main/demo-access.js';
import { isLoopbackHost, isLoopbackUrl } from '#http/loopback.js';
import { readOidc, type OidcConfig } from '#main/oidc-config.js';
import { settings, type SettingName } from '#main/settings.js';

/** Where the records are. */
export type DatabaseConfig = { readonly kind: 'sqlite' } | ({ readonly kind: 'postgres' } & PostgresOptions);

/** Where the master keys come from. */
export type MasterKeyConfig =
  /** 32 bytes each, newest first. */
  | { readonly source: 'value'; readonly secrets: readonly Uint8Array[] }
  /** Absolute. */
  | { readonly source: 'file'; readonly file: string }
  /** Program and arguments. */
  | { readonly source: 'command'; readonly command: readonly [string, ...string[]] };

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
  readonly database: DatabaseConfig;
  readonly masterKey: MasterKeyConfig;
  /** Absolute. */
  readonly modelsDirectory: string;
  /** Where pictures and videos lie: below the data directory, or in a bucket. */
  readonly fileStore: 'disk' | S3Options;
  readonly workers: number;
  readonly queueLimit: number;
  readonly deadlineMs: number;
  /** Memory for the vectors that searches run over. */
  readonly galleryBytes: number;
  readonly shutdownMs: number;
  /** Private hosts that may be called, and those that pictures are fetched from. */
  readonly allowedHosts: AllowedHosts;
  /** A vision model that may be asked; null: none. */
  readonly openAi: { readonly apiKey: string; readonly baseUrl: string; readonly model: string } | null;
  /** Who gets the demo page. */
  readonly demo: DemoSwitch;
  /** A provider that users of the dashboard may sign in by; null: none. */
  readonly oidc: OidcConfig | null;
  readonly logLevel: string;
  /** Where `/metrics` is told to whoever asks; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
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

  const keySources = masterKeySettings.filter((name) => given[name] !== undefined);
  if (keySources.length > 1) problems.push(`${keySources.join(' and ')} are set; choose one`);
  const fileStore = readFileStore(read, given, problems);
  const tls = readTls(read, sources, problems);
  const oidc = readOidc(read, given, problems);
  if (given['BONAFIDE_METRICS_HOST'] !== undefined && given['BONAFIDE_METRICS_PORT'] === undefined) {
    problems.push('BONAFIDE_METRICS_HOST says nothing without BONAFIDE_METRICS_PORT');
  }
  if (problems.length > 0) return { ok: false, problems };

  const absolute = (file: string): string => path.resolve(sources.workingDirectory, file);
  const dataDirectory = absolute(read.BONAFIDE_DATA_DIR ?? 'data');
  const reached = {
    // A certificate of our own is for devices on the network, which loopback would keep out.
    host: read.HOST ?? (sources.tlsSelfSigned ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: read.PUBLIC_URL ?? null,
    trustedProxies: read.TRUST_PROXY ?? [],
  };
  const config: Config = {
    ...reached,
    port: read.PORT ?? 8080,
    demo: demoAccess(read.BONAFIDE_DEMO ?? 'auto', reached),
    tls,
    dataDirectory,
    database:
      read.DATABASE_URL === undefined
        ? { kind: 'sqlite' }
        : {
            kind: 'postgres',
            url: read.DATABASE_URL,
            poolSize: read.BONAFIDE_DATABASE_POOL ?? 10,
            statementTimeoutMs: read.BONAFIDE_STATEMENT_MS ?? 30_000,
          },
    masterKey: masterKeyConfig(
      read,
      absolute(read.BONAFIDE_MASTER_KEY_FILE ?? defaultMasterKeyFile(dataDirectory, sources)),
    ),
    modelsDirectory: absolute(read.BONAFIDE_MODELS_DIR ?? path.join(sources.packageRoot, '.models')),
    fileStore,
    workers: read.BONAFIDE_WORKERS ?? sources.cores,
    queueLimit: read.BONAFIDE_QUEUE_LIMIT ?? 16,
    deadlineMs: read.BONAFIDE_DEADLINE_MS ?? 30_000,
    galleryBytes: (read.BONAFIDE_GALLERY_MB ?? 1024) * 2 ** 20,
    shutdownMs: read.BONAFIDE_SHUTDOWN_MS ?? 30_000,
    allowedHosts: read.BONAFIDE_ALLOWED_HOSTS ?? noAllowedHosts,
    openAi:
      read.OPENAI_API_KEY === undefined
        ? null
        : {
            apiKey: read.OPENAI_API_KEY,
            baseUrl: read.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
            model: read.OPENAI_MODEL ?? 'gpt-4.1-mini',
          },
    oidc,
    logLevel: read.LOG_LEVEL ?? 'info',
    metrics:
      read.BONAFIDE_METRICS_PORT === undefined
        ? null
        : { host: read.BONAFIDE_METRICS_HOST ?? '127.0.0.1', port: read.BONAFIDE_METRICS_PORT },
  };
  return {
    ok: true,
    config,
    warnings: [...unknownSettings(given), ...exposureWarnings(config), ...databaseWarnings(config)],
  };
}

const masterKeySettings = ['BONAFIDE_MASTER_KEY', 'BONAFIDE_MASTER_KEY_FILE', 'BONAFIDE_MASTER_KEY_COMMAND'] as const;

function masterKeyConfig(read: Values, file: string): MasterKeyConfig {
  if (read.BONAFIDE_MASTER_KEY !== undefined) return { source: 'value', secrets: read.BONAFIDE_MASTER_KEY };
  if (read.BONAFIDE_MASTER_KEY_COMMAND !== undefined) {
    return { source: 'command', command: read.BONAFIDE_MASTER_KEY_COMMAND };
  }
  return { source: 'file', file };
}

function givenValues({ environment, dotEnv }: ConfigSources): Record<string, string> {
  const merged = { ...(dotEnv === null ? {} : parseEnv(dotEnv)), ...environment };
  const entries = Object.entries(merged).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== '');
  return Object.fromEntries(entries.map(([name, value]) => [name, value.trim()]));
}

function readFileStore(read: Values, given: Record<string, string>, problems: string[]): Config['fileStore'] {
  const { BONAFIDE_S3_BUCKET: bucket, BONAFIDE_S3_ENDPOINT: endpoint = null } = read;
  const { BONAFIDE_S3_ACCESS_KEY_ID: accessKeyId, BONAFIDE_S3_SECRET_ACCESS_KEY: secretAccessKey } = read;
  if (bucket === undefined) {
    const others = Object.keys(settings).filter((name) => name.startsWith('BONAFIDE_S3_') && name in given);
    // Where the bucket itself is not in order, that has been said.
    if (others.length > 0 && given['BONAFIDE_S3_BUCKET'] === undefined) {
      problems.push(`${others.join(', ')} say nothing without BONAFIDE_S3_BUCKET`);
    }
    return 'disk';
  }
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    problems.push('BONAFIDE_S3_BUCKET needs BONAFIDE_S3_ACCESS_KEY_ID and BONAFIDE_S3_SECRET_ACCESS_KEY');
    return 'disk';
  }
  return {
    endpoint,
    region: read.BONAFIDE_S3_REGION ?? 'us-east-1',
    bucket,
    pathStyle: read.BONAFIDE_S3_PATH_STYLE ?? endpoint !== null,
    accessKeyId,
    secretAccessKey,
  };
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

/** Also for `doctor`: keys and pictures must not cross a network in the clear, and browsers refuse the camera there. */
export function exposureWarnings({ host, tls, publicUrl }: Pick<Config, 'host' | 'tls' | 'publicUrl'>): string[] {
  if (publicUrl?.startsWith('http:') === true && !isLoopbackUrl(publicUrl)) {
    return [
      `PUBLIC_URL is ${publicUrl}: links lead there without HTTPS, cookies go without \`Secure\`, and browsers refuse the camera. ` +
        'Name the HTTPS address, of your proxy where that ends TLS.',
    ];
  }
  if (isLoopbackHost(host) || tls !== null || publicUrl?.startsWith('https:') === true) return [];
  return [
    `HOST is ${host} without HTTPS: keys and pictures cross the network in the clear, and browsers refuse the camera. ` +
      'Set TLS_CERT and TLS_KEY, or try `bonafide serve --tls-self-signed`, or name the HTTPS address of your proxy in PUBLIC_URL.',
  ];
}

function databaseWarnings({ database }: Pick<Config, 'database'>): string[] {
  if (database.kind === 'sqlite' || !crossesNetworkInTheClear(database.url)) return [];
  return ['DATABASE_URL reaches another machine without TLS; add sslmode=verify-full to it'];
}
