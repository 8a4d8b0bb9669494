import { z } from 'zod';

const text = z.string().optional();

/** What stands in the address that a partner leads a person to. */
export const pageQuerySchema = z.object({
  api_key: text,
  user_identifier: text,
  user_id: text,
  user_email: text,
  user_phone: text,
});
