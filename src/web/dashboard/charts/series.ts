/** One line, or one layer of bars. */
export interface Series {
  readonly key: string;
  readonly label: string;
  /** Class that colours it. */
  readonly tone: 'match' | 'review' | 'no-match' | 'failed' | 'other' | 'accent';
}

export interface ChartPoint {
  /** ISO 8601. */
  readonly at: string;
  /** Null: nothing was measured. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface ChartProps {
  readonly points: readonly ChartPoint[];
  readonly series: readonly Series[];
  /** Of a mark at the axis, and of a value. */
  readonly format: (value: number) => string;
  readonly timeOf: (at: string) => string;
  readonly markOf: (at: string) => string;
}

export const plot = { height: 184, top: 8, bottom: 24, left: 48, right: 8 } as const;
