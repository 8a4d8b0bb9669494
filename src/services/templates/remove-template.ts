import { z } from 'zod';
import type { Principal } from '#domain/access.js';
import type { Dialect } from '#domain/dialect.js';
import { fail, type Outcome } from '#domain/outcome.js';
import type { Records } from '#ports/records.js';
import { priceOf } from '#services/perform-operation.js';
import type { TemplateDeletion } from '#services/templates/delete-template.js';
import { utcDay } from '#services/utc-day.js';

/** What the call is counted and priced as. */
export const removalOperation = 'template-delete';

export interface RemoveTemplateRequest {
  readonly principal: Principal;
  readonly dialect: Dialect;
  readonly templateId: string;
  /** What else becomes durable with it. */
  readonly settle?: (inside: Records) => Promise<void>;
}

/**
 * Deletes an enrolled person because a caller says so: durable together with usage and audit entry. Failures
 * `template-not-found`, of which nothing is remembered, and `tokens-insufficient`.
 */
export type RemoveTemplate = (request: RemoveTemplateRequest) => Promise<Outcome<null>>;

/** Undoes the deletion of a caller whose balance was spent since it was let in. */
class TokensSpentError extends Error {}

/** Ids that callers choose may be somebody's name or address, which has no place in an audit log. */
const ownId = z.uuid();

export function createRemoveTemplate(dependencies: {
  readonly deletion: Pick<TemplateDeletion, 'deleteTemplate'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): RemoveTemplate {
  const { deletion, now } = dependencies;
  return async ({ principal, dialect, templateId, settle }) => {
    const { applicationId, mode, keyId } = principal;
    const owner = { applicationId, mode };
    const tokens = priceOf(removalOperation, principal);
    try {
      return await deletion.deleteTemplate(owner, templateId, async (inside) => {
        const atEpochMs = now();
        const use = { owner, keyId, day: utcDay(atEpochMs), operation: removalOperation, tokens };
        if (!(await inside.usage.charge(use))) throw new TokensSpentError();
        await inside.audit.append({
          ...owner,
          atEpochMs,
          action: 'template.deleted',
          actor: { kind: 'key', id: keyId },
          target: ownId.safeParse(templateId).success ? templateId : null,
          details: { dialect },
        });
        await settle?.(inside);
      });
    } catch (error) {
      if (error instanceof TokensSpentError) return fail({ code: 'tokens-insufficient' });
      throw error;
    }
  };
}
