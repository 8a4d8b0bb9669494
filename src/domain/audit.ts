import { z } from 'zod';
import { modeSchema } from '#domain/access.js';

/** THE registry of what is written into the audit log. Nothing in an entry is about a person: ids and codes only. */
export const auditActions = {
  'application.created': 'An application was made.',
  'application.settings-changed': 'Settings of an application were changed; details name the changed keys.',
  'application.policy-used': 'An application was set to decide by a calibrated policy; details name it.',
  'policy.created': 'A calibration was stored as a policy; details name the wanted rate and the threshold.',
  'application.tokens-added': 'The token balance was changed.',
  'key.created': 'An API key was made.',
  'key.rotated': 'A successor of an API key was made.',
  'key.shown-in-page': 'A secret key stood in the address of a page, where others can read it.',
  'key.revoked': 'An API key was revoked.',
  'operation.performed': 'A call worked on pictures; details name operation, dialect and outcome.',
  'template.deleted': 'An enrolled person was deleted.',
  'session.created': 'A session was made.',
  'session.ended': 'A session reached a final state.',
  'session.cancelled': 'A user of the dashboard ended a session.',
  'session.released': 'The claim of a session was released by the operator.',
  'webhook-endpoint.created': 'A webhook endpoint was made.',
  'webhook-endpoint.changed': 'A webhook endpoint was changed, enabled or disabled.',
  'webhook-endpoint.deleted': 'A webhook endpoint was deleted.',
  'webhook-endpoint.secret-rotated': 'The secret of a webhook endpoint was rotated.',
  'webhook-endpoint.tested': 'A test message was sent to a webhook endpoint.',
  'webhook-delivery.replayed': 'A delivery was asked for again.',
  'review.voted': 'A reviewer gave the first of two decisions, or one that differs from those before.',
  'review.decided': 'A reviewer decided a case.',
  'file.viewed': 'A stored picture or video was looked at.',
  'subject.erased': 'What was stored about a person or a check was destroyed.',
  'subject.exported': 'What was stored about a person was handed out.',
  'verifications.exported': 'A list of verifications was handed out; details name by what it was chosen.',
  'master-key.rotated': 'Data keys were wrapped by a new master key.',
  'backup.restored': 'The installation was put back from a backup; details say from when.',
  'user.added': 'A user of the dashboard was added; details name the roles.',
  'user.changed': 'Roles of a user were changed, or the user was disabled or enabled.',
  'user.reset': 'Password and second factor of a user were taken away.',
  'user.set-up': 'A user used a set-up link and chose a password.',
  'user.second-factor-set': 'A user confirmed an authenticator.',
  'user.signed-in': 'A user signed in; details say how.',
  'user.sign-in-failed': 'Somebody failed to sign in; details say at which step.',
  'user.signed-out': 'A user signed out, or was signed out.',
  'user.password-changed': 'A user changed the password.',
  'user.recovery-codes-renewed': 'A user made new recovery codes.',
} as const;
export type AuditAction = keyof typeof auditActions;

export const auditActors = ['key', 'operator', 'user', 'session', 'system'] as const;

export const auditEntrySchema = z.object({
  /** 1, 2, 3 … in each log. */
  sequence: z.number().int().min(1),
  /** The application whose log it is; null: the installation's. */
  applicationId: z.string().nullable(),
  mode: modeSchema.nullable(),
  atEpochMs: z.number(),
  action: z.enum(Object.keys(auditActions) as [AuditAction, ...AuditAction[]]), // Object.keys loses the key type
  actor: z.object({ kind: z.enum(auditActors), id: z.string().nullable() }),
  /** Id of what it was done to. */
  target: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** An entry before it has its place in the log. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence'>;
