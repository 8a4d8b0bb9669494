import type { Mode } from '#domain/access.js';

/** Whose rows a call may see: one application's, and of those only what keys of the same mode made. */
export interface Owner {
  readonly applicationId: string;
  readonly mode: Mode;
}

/** Where a page ended. */
export interface PageMark {
  readonly createdAtEpochMs: number;
  readonly id: string;
}
