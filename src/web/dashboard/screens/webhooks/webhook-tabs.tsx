import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';

export function WebhookTabs() {
  const owner = useOwner();
  const { path } = useRouter();
  const tabs = [
    { to: owner.to('webhooks'), label: texts.receivers },
    { to: owner.to('webhooks/deliveries'), label: texts.deliveries },
    ...(owner.may('admin') ? [{ to: owner.to('webhooks/callback-secret'), label: texts.callbacks }] : []),
  ];
  return (
    <nav className="tabs" aria-label={texts.title}>
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} {...(path === to ? { 'aria-current': 'page' as const } : {})}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
