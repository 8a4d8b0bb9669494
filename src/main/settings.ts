import { isIP } from 'node:net';
import { z } from 'zod';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { parseOidcRoles } from '#services/users/oidc/oidc-roles.js';
import { parseMasterKeys } from '#adapters/sealing/master-key-text.js';

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, { message: `must be at least ${least}` })
        .max(most, { message: `must be at most ${most}` }),
    );

const proxyWords = ['loopback', 'linklocal', 'uniquelocal'];

function isProxy(text: string): boolean {
  if (proxyWords.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const addressList = list.refine((parts) => parts.every(isProxy), {
  message: `must be addresses, networks (10.0.0.0/8) or ${proxyWords.join(', ')}, separated by commas`,
});

const allowedHosts = list.transform((parts, context) => {
  const allowed = parseAllowedHosts(parts);
  if (allowed !== null) return allowed;
  context.addIssue({
    code: 'custom',
    message: 'must be host names, addresses or networks (10.0.0.0/8), separated by commas',
  });
  return z.NEVER;
});

const hasUser = ({ username, password }: URL): boolean => username + password !== '';

const publicUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http or https address' })
  .refine((text) => !/[?#]/.test(text) && !(URL.canParse(text) && hasUser(new URL(text))), {
    message: 'must have no user, no query and no fragment',
  })
  // As browsers write it: whoever compares it, or asks whether it is https, need not know of other spellings.
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));

const oidcRoles = z.string().transform((text, context) => {
  const roles = parseOidcRoles(text);
  if (roles === null) {
    context.addIssue(
      'must be value=role or value=role:application, separated by commas; roles are viewer, reviewer, admin',
    );
  }
  return roles ?? z.NEVER;
});

const masterKeys = z.string().transform((text, context) => {
  const secrets = parseMasterKeys(text, ',');
  if (secrets === null) context.addIssue('must be 32 bytes in base64, or several such keys separated by commas');
  return secrets ?? z.NEVER;
});

const words = z.string().transform((text) => text.split(/\s+/) as [string, ...string[]]); // split gives at least one

/** The message must not quote it: it may hold a password. */
const databaseUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@localhost/')), {
    message: 'must be postgres://user:password@host:port/database (special characters of the password as %XX)',
  });

const yesOrNo = z.enum(['true', 'false'], { message: 'must be true or false' }).transform((text) => text === 'true');

/** Fastify listens on `localhost` with a server for each of its addresses, of which timeouts and the end know only the first. */
const listenHost = z.string().transform((host) => (host === 'localhost' ? '127.0.0.1' : host));

/** What a setting does, and its default in words; the table of docs/configuration.md is made of it. */
interface SettingMeta {
  readonly description: string;
  readonly default: string;
}

const setting = <Schema extends z.ZodType>(schema: Schema, meta: SettingMeta) =>
  ({ schema: schema.optional(), ...meta }) as const;

/** Every setting, in the order of the documentation. All are read as text from the environment or `.env`. */
export const settings = {
  PORT: setting(integer(0, 65_535), { default: '`8080`', description: 'TCP port; `0` takes a free one.' }),
  HOST: setting(listenHost, {
    default: '`127.0.0.1`',
    description:
      'Address to listen on; `localhost` is `127.0.0.1`. Any but a loopback address wants HTTPS: a camera needs it, and so do keys.',
  }),
  PUBLIC_URL: setting(publicUrl, {
    default: '`http://localhost:<PORT>`',
    description:
      'Where callers reach this server; it may have a path. Every link derives from it, none from a request’s Host header.',
  }),
  TRUST_PROXY: setting(addressList, {
    default: 'nobody',
    description:
      'Reverse proxies whose `X-Forwarded-*` headers are believed: addresses, networks (`10.0.0.0/8`), or the words `loopback`, `linklocal` and `uniquelocal` (private networks), comma-separated.',
  }),
  TLS_CERT: setting(z.string(), { default: 'plain HTTP', description: 'File with the certificate chain (PEM).' }),
  TLS_KEY: setting(z.string(), { default: 'plain HTTP', description: 'File with its private key (PEM).' }),
  BONAFIDE_DATA_DIR: setting(z.string(), {
    default: '`./data`',
    description:
      'Samples, files where `BONAFIDE_S3_BUCKET` is not set, and the database where `DATABASE_URL` is not; then one server works on it at a time.',
  }),
  DATABASE_URL: setting(databaseUrl, {
    default: 'SQLite in the data directory',
    description:
      'A PostgreSQL database (14 or later) in its place: `postgres://user:password@host:port/database?sslmode=verify-full`. Any number of servers may share it.',
  }),
  BONAFIDE_DATABASE_POOL: setting(integer(2, 1000), {
    default: '`10`',
    description: 'Connections to PostgreSQL that this server holds at most.',
  }),
  BONAFIDE_STATEMENT_MS: setting(integer(100, 600_000), {
    default: '`30000`',
    description: 'Time that one statement may take on PostgreSQL, waiting for locks included.',
  }),
  BONAFIDE_MASTER_KEY: setting(masterKeys, {
    default: 'from the file',
    description:
      'The key that seals everything stored: 32 bytes in base64. Losing it loses the data. Several, separated by commas, newest first: during a rotation.',
  }),
  BONAFIDE_MASTER_KEY_FILE: setting(z.string(), {
    default: '`~/.config/bonafide/<digest of the data directory>/master.key`',
    description:
      'File with that key, one in a line, readable by its owner alone. Made at the first start, outside the data directory (in `XDG_CONFIG_HOME` where that is set), so that a copied directory opens nothing.',
  }),
  BONAFIDE_MASTER_KEY_COMMAND: setting(words, {
    default: 'from the file',
    description:
      'Command that prints that key in place of a file, one in a line. Words separated by blanks, run without a shell and for 10 s at most; its standard error is thrown away.',
  }),
  BONAFIDE_S3_BUCKET: setting(z.string().regex(/^[A-Za-z0-9._-]+$/, 'must be the name of a bucket'), {
    default: 'files lie in the data directory',
    description: 'Bucket of an S3-compatible store for pictures and videos, sealed before they leave this machine.',
  }),
  BONAFIDE_S3_ENDPOINT: setting(publicUrl, {
    default: 'AWS',
    description: 'Address of the store, where it is not AWS.',
  }),
  BONAFIDE_S3_REGION: setting(z.string(), { default: '`us-east-1`', description: 'Region of the bucket.' }),
  BONAFIDE_S3_PATH_STYLE: setting(yesOrNo, {
    default: '`true` with an endpoint, else `false`',
    description: 'Whether the bucket is named in the path rather than in the host name.',
  }),
  BONAFIDE_S3_ACCESS_KEY_ID: setting(z.string(), {
    default: 'none',
    description:
      'Who may use the bucket. Required with `BONAFIDE_S3_BUCKET`. Static keys alone: roles of an instance or a pod, and session tokens, are not used.',
  }),
  BONAFIDE_S3_SECRET_ACCESS_KEY: setting(z.string(), {
    default: 'none',
    description: 'The secret of that key. Required with `BONAFIDE_S3_BUCKET`.',
  }),
  BONAFIDE_MODELS_DIR: setting(z.string(), {
    default: '`.models` in the package',
    description: 'Where converted and installed models are kept.',
  }),
  BONAFIDE_WORKERS: setting(integer(1, 64), {
    default: 'the number of cores',
    description: 'Threads that run the models; each needs about 300 MB.',
  }),
  BONAFIDE_QUEUE_LIMIT: setting(integer(0, 10_000), {
    default: '`16`',
    description:
      'Verifications that may wait for a worker, 30 MB of uploads each; one more is answered 429. One application gets some four fifths of workers and these; behind a queue that stands for 5 s whoever has a call inside is refused, too.',
  }),
  BONAFIDE_DEADLINE_MS: setting(integer(100, 600_000), {
    default: '`30000`',
    description: 'Time that one picture’s analysis may take, waiting included.',
  }),
  BONAFIDE_GALLERY_MB: setting(integer(1, 1_000_000), {
    default: '`1024`',
    description:
      'Memory for the templates that searches run over, 5.7 million at the default. Beyond it nobody is enrolled.',
  }),
  BONAFIDE_SHUTDOWN_MS: setting(integer(0, 600_000), {
    default: '`30000`',
    description: 'Time that accepted requests get to finish when the server is told to stop.',
  }),
  BONAFIDE_ALLOWED_HOSTS: setting(allowedHosts, {
    default: 'public hosts over HTTPS',
    description:
      'Private hosts that webhooks, callbacks and return addresses may name, by HTTP too: names, addresses or networks, comma-separated. The only hosts that pictures are fetched from.',
  }),
  BONAFIDE_DEMO: setting(z.enum(['auto', 'on', 'off'], { message: 'must be auto, on or off' }), {
    default: '`auto`',
    description:
      'The demo page at `/demo`. `auto`: for this machine alone, and only where `HOST` is a loopback address, `PUBLIC_URL` names no other host, and there are no proxies; `on`: for whoever reaches the server, without a key; `off`: none.',
  }),
  OPENAI_API_KEY: setting(z.string(), {
    default: 'no second opinion',
    description:
      'Key for a vision model that may look at faces in the review band too. Nothing is sent unless an application switches that on as well (`clearConsent.secondOpinion`).',
  }),
  OPENAI_BASE_URL: setting(publicUrl, {
    default: '`https://api.openai.com/v1`',
    description: 'Where that model is: any endpoint that speaks OpenAI’s Chat Completions, with its version.',
  }),
  OPENAI_MODEL: setting(z.string(), { default: '`gpt-4.1-mini`', description: 'Name of that model.' }),
  BONAFIDE_OIDC_ISSUER: setting(z.url({ protocol: /^https?$/, message: 'must be an http or https address' }), {
    default: 'local users alone',
    description:
      'Users of the dashboard may sign in by this OpenID Connect provider: its issuer, as it calls itself. A private one must be among `BONAFIDE_ALLOWED_HOSTS`.',
  }),
  BONAFIDE_OIDC_CLIENT_ID: setting(z.string(), { default: '', description: 'What this server is called there.' }),
  BONAFIDE_OIDC_CLIENT_SECRET: setting(z.string(), { default: '', description: 'And its secret.' }),
  BONAFIDE_OIDC_ROLES: setting(oidcRoles, {
    default: '',
    description:
      'Which values of the claim give which role, comma-separated: `admins=admin,shop-review=reviewer:app_…`. Who has none of them is refused.',
  }),
  BONAFIDE_OIDC_ROLES_CLAIM: setting(z.string(), {
    default: '`groups`',
    description: 'The claim of the ID token that holds them; dots lead into objects (`realm_access.roles`).',
  }),
  BONAFIDE_OIDC_SCOPES: setting(z.string(), {
    default: '`openid profile email`',
    description: 'What the provider is asked for.',
  }),
  BONAFIDE_OIDC_LABEL: setting(z.string(), { default: '`Single sign-on`', description: 'On the button.' }),
  BONAFIDE_METRICS_PORT: setting(integer(0, 65_535), {
    default: 'none',
    description:
      'Port of its own for `/metrics` in Prometheus’ format, without credentials ([Operations](operations.md)); `0` takes a free one. Not set: nothing is measured.',
  }),
  BONAFIDE_METRICS_HOST: setting(z.string(), {
    default: '`127.0.0.1`',
    description: 'Address that it listens on. Choose one that only those who watch the server can reach.',
  }),
  LOG_LEVEL: setting(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), {
    default: '`info`',
    description: 'Least severity that is logged: `fatal`, `error`, `warn`, `info`, `debug` or `silent`.',
  }),
} as const;

export type SettingName = keyof typeof settings;

/** The settings as a Markdown table. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, meta]) => [`\`${name}\``, meta.default, meta.description]);
  const table = [['Setting', 'Default', 'Meaning'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = table.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}
