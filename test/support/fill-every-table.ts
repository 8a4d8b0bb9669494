import BetterSqlite3 from 'better-sqlite3';

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * Puts a row into every table of a SQLite database, whatever tables there are, and gives their names: a column that
 * refers to another table takes the value that stands there. For what has to do with all tables, also with those that
 * are yet to come; where a new one has a rule that made-up values break, teach it here.
 */
export function fillEveryTable(file: string): string[] {
  const database = new BetterSqlite3(file);
  try {
    const tables = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%'",
      )
      .pluck()
      .all() as string[]; // the column just named
    // Whatever the order, every reference holds in the end.
    database.pragma('foreign_keys = OFF');
    for (const table of tables) fill(database, table);
    const broken = database.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`made-up rows break references: ${JSON.stringify(broken)}`);
    return tables.sort();
  } finally {
    database.close();
  }
}

function fill(database: BetterSqlite3.Database, table: string): void {
  if (database.prepare(`select count(*) from "${table}"`).pluck().get() !== 0) return;
  const columns = database.pragma(`table_info("${table}")`) as Column[]; // SQLite's own format
  const values = columns.map(({ type }) => valueOf(type.toLowerCase()));
  const places = columns.map(() => '?').join(', ');
  database.prepare(`insert into "${table}" values (${places})`).run(...values);
}

/** Equal for all columns of a type, so that every reference by an id leads to the one row there is. */
function valueOf(type: string): string | number | Buffer {
  if (type === 'text') return 'made-up';
  if (type === 'blob') return Buffer.from('made up');
  if (/int/.test(type)) return 1;
  if (/real|double|float/.test(type)) return 0.5;
  throw new Error(`no made-up value for the type ${type}`);
}
