import type { SessionResource } from '#contract/session.js';
import { includesRole, type UserRole } from '#domain/user.js';
import { toSessionResource } from '#http/apis/native/session-resource.js';
import type { SessionRecord } from '#ports/session-records.js';

/** A session as a user may see it: where its application is told of it may carry a token, as a receiver's address may. */
export function shownSession(session: SessionRecord, url: string | null, role: UserRole): SessionResource {
  const resource = toSessionResource(session, url);
  return includesRole(role, 'admin') ? resource : { ...resource, callbackUrl: null };
}
