import type { DocumentFields } from '#domain/document.js';

/** The fields, with the barcode's where the other zones give none. For the time until all three zones are merged. */
export const fillFromBarcode = (fields: DocumentFields, barcode: DocumentFields | null): DocumentFields => ({
  ...barcode,
  ...fields,
});
