import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { verificationCalls, verificationFilter } from '#contract/dashboard/verifications.js';
import { fail } from '#domain/outcome.js';
import { given } from '#http/apis/native/given.js';
import { pageOf, readCursor } from '#http/apis/native/pages.js';
import { csvColumns, csvLine, verificationLine } from '#http/dashboard/csv.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import { verificationDetail } from '#http/dashboard/verification-detail.js';
import { toVerificationRow } from '#http/dashboard/verification-row.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { contentDisposition } from '#http/files/content-disposition.js';
import type { VerificationFilter } from '#ports/insight-records.js';
import type { Owner, PageMark } from '#ports/records.js';

/** Rows of one export, and how many are held at once. */
const mostExported = 50_000;
const exportedAtOnce = 500;

/** Verifications, everything about one, and what is kept with it. */
export function verificationHandlers(
  dependencies: HttpDependencies,
): DashboardHandlers<keyof typeof verificationCalls> {
  const { records, files, erase, now } = dependencies;

  async function* csv(owner: Owner, filter: VerificationFilter): AsyncGenerator<string> {
    yield csvLine(csvColumns);
    let before: PageMark | null = null;
    for (let left = mostExported; left > 0;) {
      const limit = Math.min(left, exportedAtOnce);
      const rows: Awaited<ReturnType<typeof records.insights.verifications>> = await records.insights.verifications(
        owner,
        { limit, before, filter },
      );
      for (const row of rows) {
        const record = row.status === 'erased' ? null : await records.verifications.find(owner, row.id);
        yield verificationLine(row, record?.context.userIdentifier ?? null);
      }
      before = rows.at(-1) ?? null;
      left -= rows.length;
      if (rows.length < limit) return;
    }
  }

  return {
    async verifications({ owner, query: { limit, cursor, ...asked } }) {
      const before = readCursor(cursor);
      if (!before.ok) return before;
      const options = { limit: limit + 1, before: before.value, filter: toFilter(asked) };
      const page = pageOf(await records.insights.verifications(owner, options), limit, (row) => row);
      return answer({ data: page.rows.map(toVerificationRow), nextCursor: page.nextCursor });
    },

    async verificationsCsv({ owner, actor, query }) {
      // Before the first byte leaves. What was searched for may be a name: only that something was.
      const chosenBy = Object.entries(given(query)).map(([name, value]) => [
        name,
        name === 'search' ? true : String(value),
      ]);
      const entry = { ...owner, atEpochMs: now(), action: 'verifications.exported', actor, target: null } as const;
      await records.audit.append({
        ...entry,
        details: Object.fromEntries(chosenBy) as Record<string, string | boolean>,
      }); // as made above
      const day = new Date(now()).toISOString().slice(0, 10);
      return answer({
        type: 'text/csv; charset=utf-8; header=present',
        headers: { 'content-disposition': `attachment; filename="verifications-${day}.csv"` },
        body: Readable.from(csv(owner, toFilter(query))),
      });
    },

    async verification({ owner, application, present, role, parameters }) {
      const onlooker = { owner, settings: application.settings, present, role };
      const detail = await verificationDetail(dependencies, parameters['id']!, onlooker);
      return detail === null ? fail({ code: 'not-found' }) : answer(detail);
    },

    async file({ owner, actor, parameters }) {
      const file = await files.find(owner, parameters['id']!);
      if (file === null) return fail({ code: 'not-found' });
      // Before the bytes are opened: where it cannot be written, nothing is left open.
      const entry = { ...owner, atEpochMs: now(), action: 'file.viewed', actor, target: file.id } as const;
      await records.audit.append({ ...entry, details: { class: file.class, role: file.role } });
      const opened = await files.open(owner, file.id);
      if (opened === null) return fail({ code: 'not-found' });
      return answer({
        type: file.contentType,
        headers: { 'content-length': String(file.sizeBytes), 'content-disposition': contentDisposition(file) },
        body: Readable.from(opened.content, { objectMode: false }),
      });
    },

    async eraseVerification({ owner, actor, parameters }) {
      const id = parameters['id']!;
      if ((await records.verifications.findSummary(owner, id)) === null) return fail({ code: 'not-found' });
      const { receipt } = await erase(owner, { kind: 'check', id }, actor);
      return answer({ receipt: { ...receipt } });
    },
  };
}

function toFilter({ from, to, ...filter }: z.output<typeof verificationFilter>): VerificationFilter {
  return given({
    ...filter,
    fromEpochMs: from === undefined ? undefined : Date.parse(from),
    toEpochMs: to === undefined ? undefined : Date.parse(to),
  });
}
