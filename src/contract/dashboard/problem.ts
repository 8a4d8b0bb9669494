import { z } from 'zod';
import { dashboardFailureDescriptions, type DashboardFailureCode } from '#domain/dashboard-failure.js';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';

const codes = Object.keys({ ...failureDescriptions, ...dashboardFailureDescriptions }) as [
  FailureCode | DashboardFailureCode,
  ...(FailureCode | DashboardFailureCode)[],
]; // Object.keys loses the key type

/** RFC 9457: what every call answers that fails. */
export const dashboardProblemSchema = z.strictObject({
  type: z.string(),
  title: z.string().describe('What the code means, in English.'),
  status: z.int(),
  detail: z.string().optional().describe('What exactly; names fields, never holds a value.'),
  code: z.enum(codes),
  instance: z.string().describe('`urn:uuid:` and the id of the request, as in the log.'),
});
export type DashboardProblem = z.infer<typeof dashboardProblemSchema>;
