import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import { templateResourceSchema } from '#contract/template.js';
import { sampleStateSchema } from '#domain/template.js';

export const dashboardTemplateSchema = templateResourceSchema.extend({
  samples: z.array(templateResourceSchema.shape.samples.element.extend({ state: sampleStateSchema })),
});

/** Enrolled people. */
export const templateCalls = {
  templates: call({
    method: 'GET',
    path: `${ownedPath}/templates`,
    access: 'viewer',
    query: pageQuery.extend({
      search: z.string().min(1).max(256).optional().describe('An id or a user identifier, whole.'),
    }),
    answer: pageSchema(dashboardTemplateSchema).extend({
      total: z.int().describe('Enrolled people, whatever is searched.'),
      outdated: z
        .strictObject({ withPicture: z.int(), withoutPicture: z.int() })
        .describe('Pictures that another recogniser saw: they are seen again in the background where they were kept.'),
    }),
  }),
  /** The id may hold any character: encode it. */
  template: call({
    method: 'GET',
    path: `${ownedPath}/templates/{id}`,
    access: 'viewer',
    answer: dashboardTemplateSchema,
  }),
  deleteTemplate: call({ method: 'DELETE', path: `${ownedPath}/templates/{id}`, access: 'admin', answer: 'none' }),
} as const;
