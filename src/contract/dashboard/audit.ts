import { z } from 'zod';
import { auditResourceSchema } from '#contract/administration.js';
import { applicationPath, call } from '#contract/dashboard/call.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import { auditActions, type AuditAction } from '#domain/audit.js';

export const dashboardAuditEntrySchema = auditResourceSchema.extend({
  actorName: z.string().nullable().describe('Of a user or key that is known still.'),
});

export const chainCheckSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('whole'), entries: z.int() }),
  z.strictObject({
    status: z.literal('broken'),
    entries: z.int(),
    atSequence: z.int().describe('The first entry that is not what was written, or is missing.'),
  }),
]);

const query = pageQuery.extend({
  action: z.enum(Object.keys(auditActions) as [AuditAction, ...AuditAction[]]).optional(), // Object.keys loses the key type
  actorId: z.string().max(100).optional(),
});
const nothing = z.strictObject({});

/** The log of an application, and that of the installation: users, master keys. Newest first. */
export const auditCalls = {
  audit: call({
    method: 'GET',
    path: `${applicationPath}/audit`,
    access: 'admin',
    query,
    answer: pageSchema(dashboardAuditEntrySchema),
  }),
  /** Reads the whole log anew. */
  checkAudit: call({
    method: 'POST',
    path: `${applicationPath}/audit/check`,
    access: 'admin',
    body: nothing,
    answer: chainCheckSchema,
  }),
  installationAudit: call({
    method: 'GET',
    path: '/audit',
    access: 'installation-admin',
    query,
    answer: pageSchema(dashboardAuditEntrySchema),
  }),
  checkInstallationAudit: call({
    method: 'POST',
    path: '/audit/check',
    access: 'installation-admin',
    body: nothing,
    answer: chainCheckSchema,
  }),
} as const;
