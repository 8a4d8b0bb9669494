import type { VerificationRow } from '#ports/insight-records.js';

type Cell = string | number | null;

/**
 * One cell (RFC 4180). What a spreadsheet would take for a formula gets a `'` before it: a name that somebody chose must not run
 * in the reviewer's spreadsheet (OWASP, "CSV Injection").
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export const csvColumns = [
  'id',
  'createdAt',
  'dialect',
  'operation',
  'status',
  'decision',
  'failure',
  'durationMs',
  'sessionId',
  'review',
  'userIdentifier',
] as const;

export const verificationLine = (row: VerificationRow, userIdentifier: string | null): string =>
  csvLine([
    row.id,
    new Date(row.createdAtEpochMs).toISOString(),
    row.dialect,
    row.operation,
    row.status,
    row.decision,
    row.failure,
    row.durationMs,
    row.sessionId,
    row.review,
    userIdentifier,
  ]);
