import { z } from 'zod';

/**
 * What a user of the dashboard may do, each more than the one before. `viewer`: reads what was found. `reviewer`: sees pictures,
 * decides cases, makes and ends sessions. `admin`: changes settings, keys, webhooks; at all applications also users.
 */
export const userRoles = ['viewer', 'reviewer', 'admin'] as const;
export const userRoleSchema = z.enum(userRoles);
export type UserRole = (typeof userRoles)[number];

/** A role at one application, or at all that there are and will be (null). */
export const grantSchema = z.strictObject({ applicationId: z.string().nullable(), role: userRoleSchema });
export type Grant = Readonly<z.infer<typeof grantSchema>>;

/** The highest role at an application; null: none. For `null`: at all applications. */
export function roleAt(grants: readonly Grant[], applicationId: string | null): UserRole | null {
  const ranks = grants
    .filter((grant) => grant.applicationId === null || grant.applicationId === applicationId)
    .map(({ role }) => userRoles.indexOf(role));
  return ranks.length === 0 ? null : userRoles[Math.max(...ranks)]!; // an index of the list
}

/** Whether `role` may do what asks for `needed`. */
export const includesRole = (role: UserRole | null, needed: UserRole): boolean =>
  role !== null && userRoles.indexOf(role) >= userRoles.indexOf(needed);

/** Names are compared without regard to case. Letters, digits and `.`, `_`, `-`, `@`, `+`; also an address of mail. */
export const userNameSchema = z
  .string()
  .min(2)
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, 'must be letters, digits and . _ - @ + alone');

/** Long rather than odd (NIST SP 800-63B §5.1.1.2). */
export const passwordLength = { least: 12, most: 200 } as const;
