import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { loadConfig, type ConfigSources } from '#main/config.js';
import { configSources } from '#main/config-sources.suite.js';
import { settings, settingsTable } from '#main/settings.js';

const configOf = (environment: Record<string, string>, overrides: Partial<ConfigSources> = {}) => {
  const loaded = loadConfig(configSources(environment, overrides));
  if (!loaded.ok) throw new Error(loaded.problems.join('; '));
  return loaded;
};

test('nothing set: the defaults', () => {
  expect(configOf({})).toEqual({
    ok: true,
    warnings: [],
    config: {
      host: '127.0.0.1',
      port: 8080,
      publicUrl: null,
      trustedProxies: [],
      tls: null,
      dataDirectory: '/srv/app/data',
      database: { kind: 'sqlite' },
      masterKey: { source: 'file', file: '/home/op/.config/bonafide/8fe0482d92410fa7/master.key' },
      modelsDirectory: '/opt/bonafide/.models',
      fileStore: 'disk',
      workers: 2,
      queueLimit: 16,
      deadlineMs: 30_000,
      galleryBytes: 1024 * 2 ** 20,
      shutdownMs: 30_000,
      allowedHosts: { names: new Set(), networks: [] },
      openAi: null,
      demo: 'this-machine',
      oidc: null,
      logLevel: 'info',
      metrics: null,
    },
  });
});

test('a vision model is configured by its key; address and model have defaults', () => {
  expect(configOf({ OPENAI_API_KEY: 'k' }).config.openAi).toEqual({
    apiKey: 'k',
    baseUrl: 'https://api.openai.com/v1',
    model: 'gpt-4.1-mini',
  });
  const own = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://10.0.0.5:8000/v1/', OPENAI_MODEL: 'seer' };
  expect(configOf(own).config.openAi).toEqual({ apiKey: 'k', baseUrl: 'http://10.0.0.5:8000/v1', model: 'seer' });
  expect(configOf({ OPENAI_BASE_URL: 'https://models.example/v1' }).config.openAi).toBeNull();
});

test('the environment wins over .env; an empty value is none', () => {
  const dotEnv = 'PORT=9000\nHOST="localhost"\nLOG_LEVEL=debug\n# comment\n';
  expect(configOf({ PORT: '9001', LOG_LEVEL: '' }, { dotEnv }).config).toMatchObject({
    port: 9001,
    host: '127.0.0.1',
    logLevel: 'info',
  });
});

test('every problem is named in one go', () => {
  const loaded = loadConfig(
    configSources({
      PORT: '80a',
      PUBLIC_URL: 'ftp://example.org',
      TRUST_PROXY: 'everybody',
      TLS_CERT: 'cert.pem',
      DATABASE_URL: 'mysql://bonafide:hunter2@db/bonafide',
      BONAFIDE_MASTER_KEY: 'c2hvcnQ=',
      BONAFIDE_MASTER_KEY_FILE: 'key',
      BONAFIDE_WORKERS: '0',
      LOG_LEVEL: 'loud',
    }),
  );
  expect(loaded).toEqual({
    ok: false,
    problems: [
      'PORT must be a whole number',
      'PUBLIC_URL must be an http or https address',
      'TRUST_PROXY must be addresses, networks (10.0.0.0/8) or loopback, linklocal, uniquelocal, separated by commas',
      'DATABASE_URL must be postgres://user:password@host:port/database (special characters of the password as %XX)',
      'BONAFIDE_MASTER_KEY must be 32 bytes in base64, or several such keys separated by commas',
      'BONAFIDE_WORKERS must be at least 1',
      'LOG_LEVEL Invalid option: expected one of "fatal"|"error"|"warn"|"info"|"debug"|"silent"',
      'BONAFIDE_MASTER_KEY and BONAFIDE_MASTER_KEY_FILE are set; choose one',
      'TLS_CERT and TLS_KEY belong together; only one of them is set',
    ],
  });
});

test('TRUST_PROXY takes addresses and networks', () => {
  expect(configOf({ TRUST_PROXY: '10.0.0.0/8, ::1,loopback' }).config.trustedProxies).toEqual([
    '10.0.0.0/8',
    '::1',
    'loopback',
  ]);
  expect(loadConfig(configSources({ TRUST_PROXY: '10.0.0.0/33' })).ok).toBe(false);
});

test('BONAFIDE_ALLOWED_HOSTS takes names, addresses and networks', () => {
  const { allowedHosts } = configOf({ BONAFIDE_ALLOWED_HOSTS: 'Hooks.internal, 10.0.0.0/8,::1' }).config;
  expect([...allowedHosts.names]).toEqual(['hooks.internal']);
  expect(allowedHosts.networks.map(([address, bits]) => `${address.toString()}/${bits}`)).toEqual([
    '10.0.0.0/8',
    '::1/128',
  ]);
  expect(loadConfig(configSources({ BONAFIDE_ALLOWED_HOSTS: 'https://hooks.internal' }))).toMatchObject({
    problems: ['BONAFIDE_ALLOWED_HOSTS must be host names, addresses or networks (10.0.0.0/8), separated by commas'],
  });
});

test('master keys in the environment are taken as bytes, newest first', () => {
  const [newer, older] = [Buffer.alloc(32, 6), Buffer.alloc(32, 5)];
  const keysOf = (text: string) => configOf({ BONAFIDE_MASTER_KEY: text }).config.masterKey;
  expect(keysOf(older.toString('base64'))).toEqual({ source: 'value', secrets: [new Uint8Array(older)] });
  expect(keysOf(`${newer.toString('base64url')}, ${older.toString('base64')}`)).toEqual({
    source: 'value',
    secrets: [new Uint8Array(newer), new Uint8Array(older)],
  });
});

test('a command that prints the master key is words, not a line for a shell', () => {
  const { masterKey } = configOf({ BONAFIDE_MASTER_KEY_COMMAND: 'vault  kv get -field=key bonafide; rm x' }).config;
  expect(masterKey).toEqual({
    source: 'command',
    command: ['vault', 'kv', 'get', '-field=key', 'bonafide;', 'rm', 'x'],
  });
});

test('DATABASE_URL: PostgreSQL, with its limits', () => {
  const url = 'postgres://bonafide@db.example.org/bonafide?sslmode=verify-full';
  expect(configOf({ DATABASE_URL: url }).config.database).toEqual({
    kind: 'postgres',
    url,
    poolSize: 10,
    statementTimeoutMs: 30_000,
  });
  expect(
    configOf({ DATABASE_URL: url, BONAFIDE_DATABASE_POOL: '4', BONAFIDE_STATEMENT_MS: '500' }).config.database,
  ).toMatchObject({ poolSize: 4, statementTimeoutMs: 500 });
});

test.each([
  ['postgres://u:p@db.example.org/b', 1],
  ['postgres://u:p@db.example.org/b?sslmode=disable', 1],
  ['postgres://u:p@db.example.org/b?sslmode=require', 0],
  ['postgres://u:p@localhost:5433/b', 0],
  ['postgresql://u@/b?host=/run/postgresql', 0],
])('%s: %d warnings that it crosses the network in the clear', (url, count) => {
  expect(configOf({ DATABASE_URL: url }).warnings).toEqual(
    Array(count).fill('DATABASE_URL reaches another machine without TLS; add sslmode=verify-full to it'),
  );
});

test('the default key file lies under XDG_CONFIG_HOME and differs by data directory', () => {
  const file = (environment: Record<string, string>) => {
    const { masterKey } = configOf({ XDG_CONFIG_HOME: '/etc/xdg', ...environment }).config;
    return masterKey.source === 'file' ? masterKey.file : '';
  };
  expect(file({})).toMatch(/^\/etc\/xdg\/bonafide\/[0-9a-f]{16}\/master\.key$/);
  expect(file({ BONAFIDE_DATA_DIR: '/a' })).not.toBe(file({ BONAFIDE_DATA_DIR: '/b' }));
});

test('a misspelt setting is pointed out', () => {
  expect(configOf({ BONAFIDE_QUEUE_LIMT: '3', BONAFIDE_TEST_DATA: '/x' }).warnings).toEqual([
    'BONAFIDE_QUEUE_LIMT is not a setting and has no effect',
  ]);
});

test('localhost is one address: every server for it would have to be bounded and closed', () => {
  expect(configOf({ HOST: 'localhost' }).config.host).toBe('127.0.0.1');
});

test('listening beyond this machine without HTTPS warns', async () => {
  expect(configOf({ HOST: '0.0.0.0' }).warnings).toHaveLength(1);
  expect(configOf({ HOST: '::1' }).warnings).toEqual([]);
  expect(configOf({ HOST: '0.0.0.0', PUBLIC_URL: 'https://id.example.org' }).warnings).toEqual([]);
});

test('a certificate of our own is for devices on the network, unless HOST says otherwise', () => {
  expect(configOf({}, { tlsSelfSigned: true })).toMatchObject({
    warnings: [],
    config: { tls: 'self-signed', host: '0.0.0.0' },
  });
  expect(configOf({ HOST: '::1' }, { tlsSelfSigned: true }).config.host).toBe('::1');
  expect(loadConfig(configSources({ TLS_CERT: 'a', TLS_KEY: 'b' }, { tlsSelfSigned: true }))).toMatchObject({
    problems: [
      'TLS_CERT and TLS_KEY are set; leave --tls-self-signed away',
      'TLS_CERT cannot be read: a',
      'TLS_KEY cannot be read: b',
    ],
  });
});

test('certificate and key must exist and belong together', async () => {
  const [one, two] = [await generate([], { keyType: 'ec' }), await generate([], { keyType: 'ec' })];
  const files: Record<string, string> = {
    '/srv/app/one.crt': one.cert,
    '/srv/app/one.key': one.private,
    '/srv/app/two.key': two.private,
    '/srv/app/text': 'hello',
  };
  const readTextFile = (file: string): string => {
    const text = files[file];
    if (text === undefined) throw new Error('no such file');
    return text;
  };
  const load = (cert: string, key: string) =>
    loadConfig(configSources({ HOST: '0.0.0.0', TLS_CERT: cert, TLS_KEY: key }, { readTextFile }));
  expect(load('one.crt', 'one.key')).toMatchObject({
    ok: true,
    warnings: [],
    config: { tls: { cert: one.cert, key: one.private } },
  });
  expect(load('none', 'one.key')).toMatchObject({ problems: ['TLS_CERT cannot be read: none'] });
  expect(load('one.crt', 'two.key')).toMatchObject({
    problems: ['TLS_KEY is not the private key of the certificate in TLS_CERT'],
  });
  expect(load('text', 'one.key')).toMatchObject({
    problems: ['TLS_CERT and TLS_KEY must be a certificate and its unencrypted private key in PEM'],
  });
});

test('docs/configuration.md holds the table of settings as the code has it', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
  expect(page).toContain(settingsTable());
  expect(Object.keys(settings)).toHaveLength(40);
});

const bucket = {
  BONAFIDE_S3_BUCKET: 'pictures',
  BONAFIDE_S3_ACCESS_KEY_ID: 'id',
  BONAFIDE_S3_SECRET_ACCESS_KEY: 'secret',
};

test('a bucket of AWS, and one of another store', () => {
  const common = { bucket: 'pictures', accessKeyId: 'id', secretAccessKey: 'secret' };
  expect(configOf(bucket).config.fileStore).toEqual({
    ...common,
    endpoint: null,
    region: 'us-east-1',
    pathStyle: false,
  });
  const others = { BONAFIDE_S3_ENDPOINT: 'http://10.0.0.5:9000/', BONAFIDE_S3_REGION: 'eu-1' };
  expect(configOf({ ...bucket, ...others }).config.fileStore).toEqual({
    ...common,
    endpoint: 'http://10.0.0.5:9000',
    region: 'eu-1',
    pathStyle: true,
  });
  expect(configOf({ ...bucket, ...others, BONAFIDE_S3_PATH_STYLE: 'false' }).config.fileStore).toMatchObject({
    pathStyle: false,
  });
});

test.each<[Record<string, string>, string]>([
  [
    { ...bucket, BONAFIDE_S3_ACCESS_KEY_ID: '' },
    'BONAFIDE_S3_BUCKET needs BONAFIDE_S3_ACCESS_KEY_ID and BONAFIDE_S3_SECRET_ACCESS_KEY',
  ],
  [
    { BONAFIDE_S3_REGION: 'eu-1', BONAFIDE_S3_PATH_STYLE: 'true' },
    'BONAFIDE_S3_REGION, BONAFIDE_S3_PATH_STYLE say nothing without BONAFIDE_S3_BUCKET',
  ],
  [{ ...bucket, BONAFIDE_S3_PATH_STYLE: 'yes' }, 'BONAFIDE_S3_PATH_STYLE must be true or false'],
  [{ ...bucket, BONAFIDE_S3_BUCKET: 'a/b' }, 'BONAFIDE_S3_BUCKET must be the name of a bucket'],
  [{ ...bucket, BONAFIDE_S3_ENDPOINT: 'store:9000' }, 'BONAFIDE_S3_ENDPOINT must be an http or https address'],
])('a store that is not told whole is refused (%#)', (environment, problem) => {
  expect(loadConfig(configSources(environment))).toEqual({ ok: false, problems: [problem] });
});
