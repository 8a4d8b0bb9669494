import { z } from 'zod';

/** A whole number of a query string, as we write it ourselves. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
