import { z } from 'zod';
import data from '#engine/document/templates/document-templates.json' with { type: 'json' };
import { documentTemplateSchema, type DocumentTemplate } from '#engine/document/templates/template-schema.js';

/** The templates of `document-templates.json`, checked when the module is loaded: a wrong one stops the start. */
export const documentTemplates: readonly DocumentTemplate[] = z.array(documentTemplateSchema).parse(data);
