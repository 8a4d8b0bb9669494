import type { DocumentAssessment } from '#domain/document.js';

/** Whether the document was found and not one field of it could be read. */
export const nothingRead = ({ mrz, fields }: Pick<DocumentAssessment, 'mrz' | 'fields'>): boolean =>
  mrz === null && Object.keys(fields).length === 0;
