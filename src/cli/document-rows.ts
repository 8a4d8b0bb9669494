import type { DocumentAssessment } from '#domain/document.js';
import { twoColumns } from '#cli/terminal.js';

/** A document as lines for a terminal. */
export function documentRows(document: DocumentAssessment): string[] {
  const fields = Object.entries(document.fields).map(([name, field]) => {
    const doubt = field.valid === false ? ', does not hold' : '';
    return [name, `${field.value}  (${field.source}, ${Math.round(field.confidence * 100)} %${doubt})`] as const;
  });
  const withheld = Object.entries(document.withheld).map(([name, reason]) => [name, `withheld: ${reason}`] as const);
  const mrz = document.mrz;
  const mrzLines =
    mrz === null
      ? ['machine readable zone: none read']
      : [
          `machine readable zone: ${mrz.format}, ${mrz.valid ? 'valid' : 'NOT valid'}`,
          ...mrz.lines.map((line) => `  ${line}`),
        ];
  const barcodes = document.barcodes.map(({ format, kind, text }) => `barcode: ${format}, ${text ?? kind}`);
  return [`document: ${document.type}`, twoColumns([...fields, ...withheld]), ...mrzLines, ...barcodes].filter(
    (line) => line !== '',
  );
}
