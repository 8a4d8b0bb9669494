import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { documentTemplateSchema, type DocumentTemplate } from '#engine/document/templates/template-schema.js';

/** `templates/` of this package, from `dist/engine/document/templates/` as from `src/engine/document/templates/`. */
const file = fileURLToPath(new URL('../../../../templates/documents.json', import.meta.url));

/** The templates of `templates/documents.json`, checked when the module is loaded: a wrong one stops the start. */
export const documentTemplates: readonly DocumentTemplate[] = z
  .array(documentTemplateSchema)
  .parse(JSON.parse(readFileSync(file, 'utf8')));
