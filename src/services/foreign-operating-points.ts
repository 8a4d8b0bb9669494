import type { ApplicationSettings } from '#domain/application-settings.js';
import { digestOfOwnPoint } from '#engine/compare/operating-point.js';
import type { Records } from '#ports/records.js';

/** Whether an application has a threshold of its own that was measured with another recogniser. */
export const isForeignPoint = ({ policy }: Pick<ApplicationSettings, 'policy'>, recogniserDigest: string): boolean =>
  policy.operatingPoint !== null && digestOfOwnPoint(policy.operatingPoint) !== recogniserDigest;

/** Ids of the applications that could decide nothing with this recogniser. */
export async function applicationsWithForeignPoint(
  { applications }: Pick<Records, 'applications'>,
  recogniserDigest: string,
): Promise<string[]> {
  const all = await applications.list();
  return all.filter(({ settings }) => isForeignPoint(settings, recogniserDigest)).map(({ id }) => id);
}
