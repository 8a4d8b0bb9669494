/** The upper of the middle values; 0 for none. */
export const median = (values: readonly number[]): number => Float64Array.from(values).sort()[values.length >> 1] ?? 0;
