/** `table` has a column that refers to a row of `to`. */
export interface Reference {
  readonly table: string;
  readonly to: string;
}

/**
 * The tables so that each comes after those it refers to; a table's references to itself do not count. Throws where they
 * refer to each other in a circle.
 */
export function referenceOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const ordered: string[] = [];
  let waiting = [...tables].sort();
  while (waiting.length > 0) {
    const blocked = (table: string): boolean =>
      references.some((reference) => {
        const { to } = reference;
        return reference.table === table && to !== table && waiting.includes(to);
      });
    const free = waiting.filter((table) => !blocked(table));
    if (free.length === 0) throw new Error(`the tables ${waiting.join(', ')} refer to each other in a circle`);
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}
