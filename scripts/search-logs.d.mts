export declare function searchLogs(folder: string): {
  readonly lines: number;
  readonly secrets: number;
  readonly found: readonly string[];
};
