import { useAction } from '#web/dashboard/client/use-action.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { AuditLog, useAuditFilters } from '#web/dashboard/screens/audit/audit-log.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { auditTexts as texts } from '#web/dashboard/texts/administration.js';

/** The log of an application. */
export function AuditScreen() {
  const owner = useOwner();
  const path = { applicationId: owner.application.id };
  const filters = useAuditFilters();
  const loaded = useAnswer('audit', { path, query: filters.query });
  const check = useAction('checkAudit');
  return (
    <AuditLog
      title={texts.title}
      loaded={loaded}
      filters={filters}
      busy={check.busy}
      trouble={check.trouble}
      check={() => check.run({ path, body: {} })}
    />
  );
}

/** The log of the installation: users and master keys. */
export function InstallationAuditScreen() {
  const filters = useAuditFilters();
  const loaded = useAnswer('installationAudit', { query: filters.query });
  const check = useAction('checkInstallationAudit');
  return (
    <AuditLog
      title={texts.installationTitle}
      loaded={loaded}
      filters={filters}
      busy={check.busy}
      trouble={check.trouble}
      check={() => check.run({ body: {} })}
    />
  );
}
