import { userRoleSchema, type Grant } from '#domain/user.js';

/** Which value of the provider's claim gives which role where. */
export interface OidcRole {
  readonly value: string;
  readonly grant: Grant;
}

/** `bonafide-admins=admin, shop-review=reviewer:app_x`; null: not of that form. */
export function parseOidcRoles(text: string): OidcRole[] | null {
  const roles = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): OidcRole | null => {
      const [, value, word, applicationId = null] = /^([^=]+)=([a-z]+)(?::([\w-]+))?$/.exec(part) ?? [];
      const role = userRoleSchema.safeParse(word);
      return value !== undefined && role.success
        ? { value: value.trim(), grant: { applicationId, role: role.data } }
        : null;
    });
  return roles.length === 0 || roles.includes(null) ? null : roles.filter((role) => role !== null);
}

/** What a claim says: one value or several; a name with dots leads into objects, where no claim has that whole name. */
function valuesOf(claims: Readonly<Record<string, unknown>>, name: string): string[] {
  let found: unknown = claims[name];
  if (found === undefined) {
    found = name.split('.').reduce<unknown>(
      (inside, part) =>
        typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[part] : undefined, // just asked
      claims,
    );
  }
  return [found].flat().filter((value): value is string => typeof value === 'string');
}

/** The roles that the claims of somebody give. */
export function grantsOf(
  claims: Readonly<Record<string, unknown>>,
  claimName: string,
  roles: readonly OidcRole[],
): Grant[] {
  const values = new Set(valuesOf(claims, claimName));
  return roles.filter(({ value }) => values.has(value)).map(({ grant }) => grant);
}
