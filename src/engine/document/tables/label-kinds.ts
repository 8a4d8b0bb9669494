import type { DocumentFieldName } from '#domain/document.js';

/**
 * What a label announces: a field, both names at once, something that is no field of the domain, or nothing but the
 * kind of document (`title`).
 */
export type LabelKind = DocumentFieldName | 'fullName' | 'title' | 'other';

/** Printed words by label kind and language. */
export type LabelWords = Readonly<Partial<Record<LabelKind, Readonly<Record<string, readonly string[]>>>>>;
