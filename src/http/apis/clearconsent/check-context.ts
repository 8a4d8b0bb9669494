import { fail, ok, type Outcome } from '#domain/outcome.js';
import { verificationContextSchema, type VerificationContext } from '#domain/verification-context.js';

/** Whom a check is about, in the words of seed 003; `user_id` is taken for `user_identifier`. */
export interface CheckTexts {
  readonly user_identifier?: string | undefined;
  readonly user_id?: string | undefined;
  readonly user_email?: string | undefined;
  readonly user_phone?: string | undefined;
}

/** Failures `user-identifier-missing` and `request-invalid` (a field over its length). */
export function checkContextOf(given: CheckTexts): Outcome<VerificationContext & { readonly userIdentifier: string }> {
  const userIdentifier = [given.user_identifier, given.user_id]
    .map((text) => text?.trim() ?? '')
    .find((text) => text !== '');
  if (userIdentifier === undefined) return fail({ code: 'user-identifier-missing' });
  const person = { userIdentifier, userEmail: textOrNull(given.user_email), userPhone: textOrNull(given.user_phone) };
  const context = verificationContextSchema.safeParse({ ...person, metadata: null });
  if (!context.success) {
    return fail({ code: 'request-invalid', detail: 'user_identifier, user_email or user_phone is too long' });
  }
  return ok({ ...context.data, userIdentifier });
}

const textOrNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);
