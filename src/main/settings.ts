import { isIP } from 'node:net';
import { z } from 'zod';

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

const addressList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every(isProxy), {
    message: `must be addresses, networks (10.0.0.0/8) or ${proxyWords.join(', ')}, separated by commas`,
  });

const publicUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http or https address' })
  .refine((text) => !URL.canParse(text) || new URL(text).search + new URL(text).hash === '', {
    message: 'must have no query and no fragment',
  })
  .transform((text) => text.replace(/\/+$/, ''));

const masterKey = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text), {
    message: 'must be 32 bytes in base64',
  })
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

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
  HOST: setting(z.string(), {
    default: '`127.0.0.1`',
    description: 'Address to listen on. Any but a loopback address wants HTTPS: a camera needs it, and so do keys.',
  }),
  PUBLIC_URL: setting(publicUrl, {
    default: '`http://localhost:<PORT>`',
    description: 'Where callers reach this server. Every link derives from it, none from a request’s Host header.',
  }),
  TRUST_PROXY: setting(addressList, {
    default: 'nobody',
    description: 'Reverse proxies whose `X-Forwarded-*` headers are believed: addresses or networks, comma-separated.',
  }),
  TLS_CERT: setting(z.string(), { default: 'plain HTTP', description: 'File with the certificate chain (PEM).' }),
  TLS_KEY: setting(z.string(), { default: 'plain HTTP', description: 'File with its private key (PEM).' }),
  BONAFIDE_DATA_DIR: setting(z.string(), {
    default: '`./data`',
    description: 'Database and samples. One server works on it at a time.',
  }),
  BONAFIDE_MASTER_KEY: setting(masterKey, {
    default: 'from the file',
    description: 'The key that seals everything stored: 32 bytes in base64. Losing it loses the data.',
  }),
  BONAFIDE_MASTER_KEY_FILE: setting(z.string(), {
    default: '`~/.config/bonafide/<digest of the data directory>/master.key`',
    description:
      'File with that key, readable by its owner alone. Made at the first start, outside the data directory, so that a copied directory opens nothing.',
  }),
  BONAFIDE_MODELS_DIR: setting(z.string(), {
    default: '`.models` in the package',
    description: 'Where converted models are kept.',
  }),
  BONAFIDE_WORKERS: setting(integer(1, 64), {
    default: 'the number of cores',
    description: 'Threads that run the models; each needs about 300 MB.',
  }),
  BONAFIDE_QUEUE_LIMIT: setting(integer(0, 10_000), {
    default: '`16`',
    description: 'Verifications that may wait for a worker; one more is answered 429. Each may hold 30 MB of uploads.',
  }),
  BONAFIDE_DEADLINE_MS: setting(integer(100, 600_000), {
    default: '`30000`',
    description: 'Time that one picture’s analysis may take, waiting included.',
  }),
  BONAFIDE_SHUTDOWN_MS: setting(integer(0, 600_000), {
    default: '`30000`',
    description: 'Time that accepted requests get to finish when the server is told to stop.',
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
