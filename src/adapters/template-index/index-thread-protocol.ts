import type { IndexUsage, TemplateIndex } from '#ports/template-index.js';

/** The calls that cross into the thread. */
export type IndexCallName = 'apply' | 'size' | 'search' | 'clear';

/** `workerData` of the thread. */
export interface IndexThreadData {
  readonly largestBytes: number;
}

export interface IndexCall<Name extends IndexCallName = IndexCallName> {
  readonly id: number;
  readonly name: Name;
  readonly arguments: Parameters<TemplateIndex[Name]>;
}

/** Every answer tells where the index stands. */
export type IndexReply = {
  readonly id: number;
  readonly position: number;
  readonly usage: IndexUsage;
} & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly full: boolean; readonly message: string }
);
