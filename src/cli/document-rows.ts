import { discrepancyKinds, type AssessedField, type DocumentAssessment } from '#domain/document.js';
import { documentWarnings } from '#domain/document-warnings.js';
import { twoColumns } from '#cli/terminal.js';

/** A document as lines for a terminal. */
export function documentRows(document: DocumentAssessment): string[] {
  const { mrz, fullName, ageYears } = document;
  const holder: (readonly [string, string])[] = [
    ...(fullName === null ? [] : [['full name', fullName.value] as const]),
    ...(ageYears === null ? [] : [['age', `${ageYears} years`] as const]),
  ];
  const fields = Object.entries(document.fields).map(([name, field]) => [name, fieldText(field)] as const);
  const withheld = Object.entries(document.withheld).map(([name, reason]) => [name, `withheld: ${reason}`] as const);
  const mrzLines =
    mrz === null
      ? ['machine readable zone: none read']
      : [
          `machine readable zone: ${mrz.format}, ${mrz.valid ? 'valid' : 'NOT valid'}`,
          ...mrz.lines.map((line) => `  ${line}`),
        ];
  const warnings = document.warnings.map((warning) => `warning: ${documentWarnings[warning]} (${warning})`);
  const cues = document.cues.flatMap(({ name, verdict, reason }) =>
    verdict === 'clear' ? [] : [`cue: ${verdict === 'suspicious' ? reason : `not assessed, ${reason}`} (${name})`],
  );
  const discrepancies = document.discrepancies.map(({ field, kind, values }) => {
    const said = values.map(({ source, value }) => `${source} ${value}`).join(', ');
    return `  ${field}: ${said}. ${discrepancyKinds[kind]}`;
  });
  const side = document.side === null ? '' : `, ${document.side}`;
  const barcodes = document.barcodes.map(({ format, kind, text }) => `barcode: ${format}, ${text ?? kind}`);
  const missing = document.localLanguages.filter(({ state }) => state === 'not-installed');
  const languages = missing.map(
    ({ language, script }) =>
      `local script: ${language} (${script}), language not installed; see docs/local-scripts.md`,
  );
  return [
    `document: ${document.type}, ${document.format}${side}`,
    twoColumns([...holder, ...fields, ...withheld]),
    ...mrzLines,
    ...barcodes,
    ...languages,
    ...warnings,
    ...cues,
    ...discrepancies,
  ].filter((line) => line !== '');
}

function fieldText({ value, valid, source, confidence, confirmedBy, transliteration }: AssessedField): string {
  const spelled = transliteration === undefined ? '' : ` = ${transliteration}`;
  const confirmed = confirmedBy.length === 0 ? '' : ` = ${confirmedBy.join(' = ')}`;
  const doubt = valid === false ? ', does not hold' : '';
  return `${value}${spelled}  (${source}${confirmed}, ${Math.round(confidence * 100)} %${doubt})`;
}
