/** A table after RFC 4180, lines ended by a single line feed; null and undefined are empty cells. */
export const csvText = (rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\n`).join('');

function cell(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
