import type { Records } from '#ports/records.js';
import type { UserProfile } from '#ports/user-records.js';

/** Changes what is named of the profile as it is within the transaction: what an admin's reset took away does not come back. */
export async function changeProfile(inside: Records, userId: string, change: Partial<UserProfile>): Promise<void> {
  const user = await inside.users.find(userId);
  if (user !== null) await inside.users.change(userId, { profile: { ...user.profile, ...change } });
}
