import type { ReactNode } from 'react';
import { countOf, percentOf } from '#web/dashboard/texts/formats.js';

/** Counts by name, the longest bar first. What is read out is the name and the number. */
export function BarList({
  rows,
  tone = 'other',
}: {
  readonly rows: readonly {
    readonly key: string;
    readonly label: ReactNode;
    readonly hint?: string;
    readonly count: number;
  }[];
  readonly tone?: string;
}) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const sum = rows.reduce((total, { count }) => total + count, 0);
  return (
    <ul className="bar-list">
      {rows.map(({ key, label, hint, count }) => (
        <li key={key} title={hint}>
          <span>{label}</span>
          <span className="numbers">
            {countOf(count)} <span className="muted">({percentOf(count / Math.max(1, sum))})</span>
          </span>
          <span className="track" aria-hidden="true">
            <i className={tone} style={{ width: `${(100 * count) / most}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
