import type { Trouble } from '#web/dashboard/client/answered.js';

const waiting = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

/** Where the registry's own sentence is not what an operator needs. */
const better: Partial<Record<Trouble['code'], string>> = {
  'sign-in-failed': 'Name, password or code are wrong.',
  'role-insufficient': 'Your role does not allow this.',
  'not-found': 'There is no such thing here. It may have been deleted, or belong to another application or mode.',
  'review-decided': 'Somebody else decided this case while you were looking at it.',
  'review-needs-another-user': 'You have given your decision. Another user has to give the second one.',
  'rate-limited': 'Too many calls for now.',
  internal: 'The server failed.',
};

/** What went wrong, and what helps. */
export function troubleWords(trouble: Trouble): { readonly title: string; readonly help: string | null } {
  const wait = trouble.retryAfterSeconds === null ? null : `Try again in ${waiting(trouble.retryAfterSeconds)}.`;
  const help = [trouble.detail, wait].filter((part) => part !== null).join(' ');
  return { title: better[trouble.code] ?? trouble.title, help: help === '' ? null : help };
}
