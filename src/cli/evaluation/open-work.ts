import path from 'node:path';
import type { CliContext } from '#cli/context.js';
import type { ReportOptions } from '#cli/evaluation/report-options.js';
import { readNamedFile } from '#cli/files.js';
import { codeDigest } from '#engine/evaluation/work/code-digest.js';
import { digestOfDigests, noWorkCache, openWorkCache, sha256 } from '#engine/evaluation/work/work-cache.js';

/** The pictures of an evaluation, each looked at once. */
export interface EvaluationWork {
  /** What `work` makes of a file, now or in an earlier run. `more`: what else decides the result. Throws `UsageError`. */
  on<T>(file: string, work: (bytes: Buffer) => Promise<T>, more?: string): Promise<T>;
  /** SHA-256 over the digests of these files, which were worked on. */
  digestOf(files: Iterable<string>): string;
}

/** Opens the cache where `--out` or `--cache` ask for one, and says what lies in it. */
export async function openWork(
  { out, cache }: ReportOptions,
  context: CliContext,
  made: { readonly kind: string; readonly models: string },
): Promise<EvaluationWork> {
  const folder = cache ?? (out === undefined ? null : path.join(out, 'cache'));
  const digests = new Map<string, string>();
  const kept =
    folder === null ? noWorkCache : await openWorkCache(folder, [made.kind, made.models, await codeDigest()]);
  if (folder !== null) {
    context.terminal.note(
      `what is made of each picture is kept in ${folder}: templates are biometric data, texts of documents personal; delete the folder when done`,
    );
  }
  return {
    async on(file, work, more) {
      const bytes = await readNamedFile(file);
      const digest = sha256(bytes);
      digests.set(file, digest);
      return kept.remember(more === undefined ? digest : `${digest}-${sha256(more).slice(0, 16)}`, () => work(bytes));
    },
    digestOf: (files) => digestOfDigests([...new Set(files)].flatMap((file) => digests.get(file) ?? [])),
  };
}
