import { UsageError } from '#cli/files.js';

/** A simple comma-separated table with a header; quoted cells are not needed for file names and labels. */
export function parseTable(text: string, file: string, required: readonly string[]): Record<string, string>[] {
  const [header, ...rows] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = (header ?? '').split(',').map((name) => name.trim());
  const absent = required.filter((name) => !names.includes(name));
  if (absent.length > 0) throw new UsageError(`${file}: the header lacks the column ${absent.join(', ')}`);
  return rows.map((row, index) => {
    const cells = row.split(',').map((cell) => cell.trim());
    if (cells.length !== names.length) {
      throw new UsageError(`${file}: line ${index + 2} has ${cells.length} cells, the header ${names.length}`);
    }
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!]));
  });
}
