import type { DocumentFieldName } from '#domain/document.js';

type DocumentValues = Partial<Record<DocumentFieldName, string>>;

/**
 * The person and the document, in the normalised values of the domain: dates `YYYY-MM-DD`, state codes, names in
 * capitals with their marks. What a layout has a place for must be here, or the place stays empty.
 */
export type SpecimenHolder = DocumentValues &
  Required<
    Pick<
      DocumentValues,
      'surname' | 'givenNames' | 'documentNumber' | 'nationality' | 'issuingState' | 'dateOfBirth' | 'dateOfExpiry'
    >
  > & {
    readonly sex: 'M' | 'F' | 'X';
  };
