/** The published APIs that one engine answers in; `native` is our own. */
export const dialects = ['ooto', 'deepidv', 'clearconsent', 'trustmatic', 'native'] as const;
export type Dialect = (typeof dialects)[number];
