import type { CallOptions, Transport } from './transport.js';
import type { Page } from './types.js';

export interface PageQuery {
  /** Items of one page, 1 to 100; 20 where nothing is said. */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** A list of the server: page by page, or as one. */
export interface List<Item, Query extends PageQuery = PageQuery> {
  page(query?: Query, options?: CallOptions): Promise<Page<Item>>;
  /** Every item, from `cursor` on; fetches a page when the one before is used up. */
  list(query?: Query, options?: CallOptions): AsyncIterableIterator<Item>;
}

export function listOf<Item, Query extends PageQuery = PageQuery>(
  transport: Transport,
  path: string,
): List<Item, Query> {
  const page = (query?: Query, options?: CallOptions): Promise<Page<Item>> =>
    transport.call({ method: 'GET', path, query: { ...query } }, options);
  return {
    page,
    async *list(query, options) {
      let cursor = query?.cursor;
      for (;;) {
        const asked = { ...query, ...(cursor !== undefined && { cursor }) } as Query; // with another cursor
        const { data, nextCursor } = await page(asked, options);
        yield* data;
        if (nextCursor === null) return;
        cursor = nextCursor;
      }
    },
  };
}
