import { z } from 'zod';
import type { KeyedHash } from '#ports/keyed-hash.js';
import { isSameSecret } from '#ports/same-secret.js';

export const manifestName = 'manifest.json';
/** The form that `sha256sum --check` reads, so that a backup can be checked where there is no Bonafide. */
export const sumsName = 'SHA256SUMS';
/** Always SQLite, whatever the backup was taken of: the one form that both databases can be made of again. */
export const snapshotName = 'bonafide.sqlite';
export const filesFolder = 'files';

const count = z.number().int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const statementSchema = z.strictObject({
  format: z.literal(1),
  /** UUID. */
  id: z.uuid(),
  /** Of the Bonafide that wrote it. */
  version: z.string(),
  /** ISO 8601: when the copy of the database was begun; what is younger is not in it. */
  takenAt: z.iso.datetime(),
  takenFrom: z.enum(['sqlite', 'postgresql']),
  /** The newest migration of the database. */
  migration: z.string(),
  /** Ids of the master keys that wrap its keys, and how many each; `current` wraps what is new. Never a key itself. */
  masterKeys: z.strictObject({ current: z.string(), dataKeys: z.record(z.string(), count) }),
  /** Rows by table. */
  tables: z.record(z.string(), count),
  files: z.strictObject({
    count,
    sizeBytes: count,
    /** Deleted on purpose after the copy of the database and before their turn came. */
    deletedMeanwhile: count,
    /** Known to the database that was copied, and missing in its store. */
    missing: count,
  }),
  /** Of the file `SHA256SUMS`, which holds those of every other part. */
  sumsSha256: sha256,
});
/** What a backup says of itself. */
export type BackupStatement = Readonly<z.infer<typeof statementSchema>>;

const manifestSchema = statementSchema.extend({
  /** Keyed hash of the installation over everything else: nobody without its master key can make one up. */
  mark: sha256,
});
export type BackupManifest = Readonly<z.infer<typeof manifestSchema>>;

const markOf = (keyedHash: KeyedHash, statement: BackupStatement): Buffer =>
  Buffer.from(keyedHash.digest('backup', JSON.stringify(statementSchema.parse(statement))));

export const markManifest = (keyedHash: KeyedHash, statement: BackupStatement): BackupManifest => ({
  ...statement,
  mark: markOf(keyedHash, statement).toString('hex'),
});

/** Whether this installation wrote the manifest, as it stands. */
export const isOwnManifest = (keyedHash: KeyedHash, { mark, ...statement }: BackupManifest): boolean =>
  isSameSecret(markOf(keyedHash, statement), Buffer.from(mark, 'hex'));

/** Null: the text is no manifest. `newer`: a later Bonafide wrote it, in a form that is not known here. */
export function parseManifest(text: string): BackupManifest | 'newer' | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const later = z.looseObject({ format: z.number().int().min(2) }).safeParse(value);
  return later.success ? 'newer' : null;
}
