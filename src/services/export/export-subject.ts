import { fileExtensions, type StoredFile } from '#domain/file.js';
import type { AuditEntry } from '#domain/audit.js';
import type { FileLink } from '#ports/file-records.js';
import type { Owner, Records } from '#ports/records.js';
import { checksOf, sessionsOf, type Check, type Subject } from '#services/erase/subject.js';
import type { Files } from '#services/files/files.js';

/** What one part of the server keeps of people, opened. Each part registers its own, as for erasing. */
export interface ExportPart {
  /** The key of its list in the export. */
  readonly name: string;
  exportVerification(records: Records, owner: Owner, check: Check): Promise<readonly unknown[]>;
  /** What is kept under a person's identifier beyond their checks. */
  exportUser(records: Records, owner: Owner, userIdentifier: string): Promise<readonly unknown[]>;
  /** Which files belong to it beyond those of the check and its session. */
  filesOfVerification?(records: Records, owner: Owner, check: Check): Promise<readonly FileLink[]>;
  filesOfUser?(records: Records, owner: Owner, userIdentifier: string): Promise<readonly FileLink[]>;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface SubjectExport {
  /** To be written as JSON. */
  readonly data: {
    readonly exportedAt: string;
    readonly applicationId: string;
    readonly mode: Owner['mode'];
    readonly subject: Subject;
    readonly [part: string]: unknown;
  };
  /** One by one, so that no two are in memory. */
  readonly files: () => AsyncIterable<ExportedFile>;
}

/** Everything that is stored about a subject. `actor`: who asked for it; the audit log says so, and not about whom. */
export type ExportSubject = (owner: Owner, subject: Subject, actor: AuditEntry['actor']) => Promise<SubjectExport>;

export function createExportSubject(dependencies: {
  readonly records: Records;
  readonly files: Files;
  readonly parts: readonly ExportPart[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ExportSubject {
  const { records, files, parts, now } = dependencies;
  return async (owner, subject, actor) => {
    const checks = await checksOf(records, owner, subject);
    const lists: Record<string, unknown[]> = {};
    const links = checks.flatMap(linksOf);
    for (const part of parts) {
      const list: unknown[] = [];
      if (subject.kind === 'user') list.push(...(await part.exportUser(records, owner, subject.identifier)));
      for (const check of checks) list.push(...(await part.exportVerification(records, owner, check)));
      lists[part.name] = distinct(list);
      if (subject.kind === 'user')
        links.push(...((await part.filesOfUser?.(records, owner, subject.identifier)) ?? []));
      for (const check of checks) links.push(...((await part.filesOfVerification?.(records, owner, check)) ?? []));
    }
    const stored = await filesOf(files, owner, links);
    await records.audit.append({
      ...owner,
      atEpochMs: now(),
      action: 'subject.exported',
      actor,
      target: null,
      details: { checks: checks.length, files: stored.length },
    });
    async function* contents(): AsyncGenerator<ExportedFile> {
      for (const file of stored) {
        const opened = await files.open(owner, file.id);
        if (opened !== null) yield { fileName: fileNameOf(file), content: opened.content };
      }
    }
    return {
      data: {
        exportedAt: new Date(now()).toISOString(),
        ...owner,
        subject,
        ...lists,
        files: stored.map((file) => ({ ...file, fileName: fileNameOf(file) })),
      },
      files: contents,
    };
  };
}

/** What belongs to a session is found by each of its verifications. */
const distinct = (list: readonly unknown[]): unknown[] => [
  ...new Map(list.map((item) => [JSON.stringify(item), item])).values(),
];

const linksOf = (check: Check): FileLink[] => [
  { verificationId: check.id },
  ...sessionsOf(check).map((sessionId) => ({ sessionId })),
];

/** A file may belong to a verification and to its session. */
async function filesOf(files: Files, owner: Owner, links: readonly FileLink[]): Promise<StoredFile[]> {
  const found = new Map<string, StoredFile>();
  for (const link of links) for (const file of await files.list(owner, link)) found.set(file.id, file);
  return [...found.values()];
}

/** Safe on every file system, and never taken twice. */
const fileNameOf = ({ id, role, contentType }: StoredFile): string => `${role}-${id}.${fileExtensions[contentType]}`;

/** Verifications, opened, with what a reviewer wrote. */
export const verificationExport: ExportPart = {
  name: 'verifications',
  async exportVerification({ verifications, reviews }, owner, { id }) {
    const record = await verifications.find(owner, id);
    return record === null ? [] : [{ ...record, review: await reviews.find(owner, id) }];
  },
  exportUser: async () => [],
};

/** Answers remembered for an Idempotency-Key. */
export const answerExport: ExportPart = {
  name: 'idempotentAnswers',
  async exportVerification({ idempotency }, owner, { id, sessionId }) {
    const ofSession = await idempotency.about(owner, { kind: 'session', id: sessionId ?? id });
    return [...(await idempotency.about(owner, { kind: 'verification', id })), ...ofSession];
  },
  exportUser: async () => [],
};
