import { useEffect, useMemo, type ReactNode } from 'react';
import { matchPath } from '#web/dashboard/routing/match-path.js';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { routes } from '#web/dashboard/screens/routes.js';
import { Shell } from '#web/dashboard/shell/shell.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { makeOwner, OwnerContext, type Owner } from '#web/dashboard/state/owner.js';
import { shell } from '#web/dashboard/texts/shell.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Empty } from '#web/dashboard/ui/shown.js';

/** The screen that the address names, with everything around it. */
export function SignedInScreens() {
  const { account } = useAccount();
  const { path, go } = useRouter();
  const first = account.applications[0];
  const found = useMemo(() => {
    for (const { pattern, screen } of routes) {
      const values = matchPath(pattern, path);
      if (values !== null) return { values, screen };
    }
    return null;
  }, [path]);
  const applicationId = found?.values['applicationId'];
  const mode = found?.values['mode'];
  const owner = useMemo<Owner | null>(() => {
    const application =
      applicationId === undefined ? first : account.applications.find(({ id }) => id === applicationId);
    if (application === undefined || (mode !== undefined && mode !== 'live' && mode !== 'test')) return null;
    return makeOwner(application, mode ?? 'live');
  }, [account.applications, applicationId, mode, first]);

  const home = path === '/' || path === '/sign-in';
  useEffect(() => {
    if (home && first !== undefined) go(makeOwner(first, 'live').to('overview'), { replace: true });
  }, [home, first, go]);

  const reachable = found !== null && (applicationId === undefined || owner !== null);
  return (
    <OwnerContext.Provider value={owner}>
      <Shell owner={owner}>
        {/* Another thing of the same screen begins anew. */}
        <div key={path}>{home ? <Home /> : reachable ? found.screen(found.values) : <NotFound />}</div>
      </Shell>
    </OwnerContext.Provider>
  );
}

/** Seen by those alone who have no application to be led to. */
function Home() {
  const { account } = useAccount();
  if (account.applications.length > 0) return null;
  return account.user.installationAdmin ? (
    <NothingYet title={shell.firstApplication} help={shell.firstApplicationHelp}>
      <Link className="button main-action" to="/applications">
        {shell.toApplications}
      </Link>
    </NothingYet>
  ) : (
    <NothingYet title={shell.noApplications} help={shell.noApplicationsHelp} />
  );
}

const NotFound = () => (
  <NothingYet title={shell.notFound} help={shell.notFoundHelp}>
    <Link className="button" to="/">
      {shell.home}
    </Link>
  </NothingYet>
);

const NothingYet = ({
  title,
  help,
  children,
}: {
  readonly title: string;
  readonly help: string;
  readonly children?: ReactNode;
}) => (
  <>
    <PageHead title={title} />
    <div className="card">
      <Empty icon="info" title={title}>
        <p>{help}</p>
        {children}
      </Empty>
    </div>
  </>
);
