import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { CaptureView } from '#contract/capture.js';
import { basePathOf } from '#http/base-path.js';
import { toCaptureView } from '#http/capture/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { claimSecretsOf } from '#services/sessions/claim-cookie.js';
import type { Person } from '#services/sessions/session-access.js';
import { linkPath } from '#services/sessions/session-token.js';
import type { SeenSession } from '#services/sessions/sessions.js';

/** Where links of the session kinds begin. */
export const linkFolders = ['flow', 'verif'] as const;
export type LinkFolder = (typeof linkFolders)[number];

const paramsSchema = z.object({ token: z.string() });

/** Who opens the link of a request. */
export const personOf = ({ params, headers }: FastifyRequest): Person => ({
  token: paramsSchema.parse(params).token,
  secrets: claimSecretsOf(headers.cookie),
});

/** Links of one folder, and what their pages show. */
export interface Links {
  /** Failure `not-found`, also for the token of another folder. */
  look(person: Person): Promise<Outcome<SeenSession>>;
  view(person: Person): Promise<Outcome<CaptureView>>;
  toView(seen: SeenSession, token: string): Promise<CaptureView>;
  /** The path of the page as browsers see it. */
  pathOf(token: string): string;
}

export function createLinks(
  folder: LinkFolder,
  { sessions, capture, records, now }: Pick<HttpDependencies, 'sessions' | 'capture' | 'records' | 'now'>,
  publicUrl: () => string,
): Links {
  const pathOf = (token: string): string => `${basePathOf(publicUrl())}/${folder}/${token}`;

  const look: Links['look'] = async (person) => {
    const seen = await sessions.person.look(person);
    if (!seen.ok) return seen;
    const { session } = seen.value;
    return linkPath(session.kind, person.token) === `/${folder}/${person.token}` ? seen : fail({ code: 'not-found' });
  };

  const toView: Links['toView'] = async (seen, token) => {
    const application = await records.applications.find(seen.session.applicationId);
    if (application === null) throw new Error('a session belongs to an application');
    return toCaptureView({
      ...seen,
      application,
      path: pathOf(token),
      canFilm: capture.canFilm,
      nowEpochMs: now(),
    });
  };

  return {
    look,
    toView,
    pathOf,
    async view(person) {
      const seen = await look(person);
      return seen.ok ? ok(await toView(seen.value, person.token)) : seen;
    },
  };
}
