import type { ErasePart } from '#services/erase/erase.js';
import type { TemplateDeletion } from '#services/templates/delete-template.js';

/** The enrolled: erasing a person destroys their templates and the pictures that those were made of. */
export const templateErasure = ({ eraseTemplatesOf }: Pick<TemplateDeletion, 'eraseTemplatesOf'>): ErasePart => ({
  name: 'templates',
  // A check enrols nobody: whom it belongs to may have been enrolled long before.
  eraseVerification: async () => 0,
  eraseUser: async (inside, owner, userIdentifier) => (await eraseTemplatesOf(owner, userIdentifier, inside)).length,
});
