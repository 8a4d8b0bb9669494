import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly kind?: 'text' | 'number' | 'actions';
}

/**
 * A table whose first column names the row. On a phone each row becomes a card. The roles are spoken out because browsers drop
 * them from a table that is no longer laid out as one.
 */
export function DataTable<Row>({
  caption,
  captionSeen = false,
  columns,
  rows,
  rowKey,
  rowClass,
}: {
  readonly caption: string;
  readonly captionSeen?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
}) {
  const classOf = ({ kind = 'text' }: Column<Row>): string | undefined =>
    kind === 'number' ? 'right' : kind === 'actions' ? 'actions' : undefined;
  return (
    <div className="table-frame">
      <table className="table cards" role="table">
        <caption className={captionSeen ? undefined : 'unseen'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.head} scope="col" role="columnheader" className={classOf(column)}>
                {column.kind === 'actions' ? <span className="unseen">{column.head}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={rowClass?.(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.head} scope="row" role="rowheader" data-label={column.head}>
                    <div>{column.cell(row)}</div>
                  </th>
                ) : (
                  <td key={column.head} role="cell" data-label={column.head} className={classOf(column)}>
                    <div>{column.cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
