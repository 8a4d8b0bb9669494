import { z } from 'zod';

/** Query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many, at most.'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before.'),
});

export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ data: z.array(item), nextCursor: z.string().nullable().describe('Null on the last page.') });
