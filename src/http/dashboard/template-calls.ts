import { z } from 'zod';
import type { dashboardTemplateSchema, templateCalls } from '#contract/dashboard/templates.js';
import { fail } from '#domain/outcome.js';
import { sampleStateOf } from '#domain/template.js';
import { pageOf, readCursor } from '#http/apis/native/pages.js';
import { toTemplate } from '#http/apis/native/templates.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Owner } from '#ports/owner.js';
import type { EnrolledTemplate } from '#ports/template-records.js';

/** Ids that callers choose may be somebody's name or address, which has no place in an audit log. */
const ownId = z.uuid();

/** Enrolled people. */
export function templateHandlers({
  records,
  templateDeletion,
  dashboard: { recogniser },
  now,
}: HttpDependencies): DashboardHandlers<keyof typeof templateCalls> {
  const withStates = (template: EnrolledTemplate): z.infer<typeof dashboardTemplateSchema> => {
    const resource = toTemplate(template);
    const samples = resource.samples.map((sample) => ({
      ...sample,
      state: sampleStateOf(sample.recogniser, recogniser.digest),
    }));
    return { ...resource, samples };
  };

  async function found(owner: Owner, search: string): Promise<EnrolledTemplate[]> {
    const ids = [search, ...(await records.templates.findByUser(owner, search))].slice(0, mostFound);
    const templates = [];
    for (const id of new Set(ids)) templates.push(await records.templates.find(owner, id));
    return templates.filter((template) => template !== null);
  }

  return {
    async templates({ owner, query: { limit, cursor, search } }) {
      const total = await records.templates.count(owner);
      const outdated = await records.templates.countOutdated(recogniser.digest, owner);
      if (search !== undefined)
        return answer({ data: (await found(owner, search)).map(withStates), nextCursor: null, total, outdated });
      const before = readCursor(cursor);
      if (!before.ok) return before;
      const rows = await records.templates.page(owner, { limit: limit + 1, before: before.value });
      const page = pageOf(rows, limit, (row) => row);
      return answer({ data: page.rows.map(withStates), nextCursor: page.nextCursor, total, outdated });
    },
    async template({ owner, parameters }) {
      const template = await records.templates.find(owner, parameters['id']!);
      return template === null ? fail({ code: 'template-not-found' }) : answer(withStates(template));
    },
    deleteTemplate({ owner, parameters, actor }) {
      const id = parameters['id']!;
      return templateDeletion.deleteTemplate(owner, id, async (inside) => {
        const target = ownId.safeParse(id).success ? id : null;
        const entry = { ...owner, atEpochMs: now(), action: 'template.deleted', actor, target } as const;
        await inside.audit.append({ ...entry, details: { dialect: 'native' } });
      });
    },
  };
}

/** Of one search. */
const mostFound = 100;
