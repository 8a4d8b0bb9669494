import type { ReactNode } from 'react';
import { AccuracyScreen } from '#web/dashboard/screens/accuracy/accuracy-screen.js';
import { AccountScreen } from '#web/dashboard/screens/account/account-screen.js';
import { ApplicationsScreen } from '#web/dashboard/screens/applications/applications-screen.js';
import { AuditScreen, InstallationAuditScreen } from '#web/dashboard/screens/audit/audit-screens.js';
import { KeysScreen } from '#web/dashboard/screens/keys/keys-screen.js';
import { OverviewScreen } from '#web/dashboard/screens/overview/overview-screen.js';
import { ReviewCaseScreen } from '#web/dashboard/screens/review/review-case-screen.js';
import { ReviewScreen } from '#web/dashboard/screens/review/review-screen.js';
import { SessionScreen } from '#web/dashboard/screens/sessions/session-screen.js';
import { SessionsScreen } from '#web/dashboard/screens/sessions/sessions-screen.js';
import { SettingsScreen } from '#web/dashboard/screens/settings/settings-screen.js';
import { TemplateScreen } from '#web/dashboard/screens/templates/template-screen.js';
import { TemplatesScreen } from '#web/dashboard/screens/templates/templates-screen.js';
import { UsageScreen } from '#web/dashboard/screens/usage/usage-screen.js';
import { UsersScreen } from '#web/dashboard/screens/users/users-screen.js';
import { VerificationScreen } from '#web/dashboard/screens/verifications/verification-screen.js';
import { VerificationsScreen } from '#web/dashboard/screens/verifications/verifications-screen.js';
import { CallbackSecretScreen } from '#web/dashboard/screens/webhooks/callback-secret-screen.js';
import { DeliveriesScreen } from '#web/dashboard/screens/webhooks/deliveries-screen.js';
import { DeliveryScreen } from '#web/dashboard/screens/webhooks/delivery-screen.js';
import { EndpointsScreen } from '#web/dashboard/screens/webhooks/endpoints-screen.js';

interface Route {
  readonly pattern: string;
  readonly screen: (values: Readonly<Record<string, string>>) => ReactNode;
}

const owned = '/a/{applicationId}/{mode}';
const idOf = (values: Readonly<Record<string, string>>): string => values['id'] ?? '';

/** Which address shows which screen. */
export const routes: readonly Route[] = [
  { pattern: `${owned}/overview`, screen: () => <OverviewScreen /> },
  { pattern: `${owned}/verifications`, screen: () => <VerificationsScreen /> },
  { pattern: `${owned}/verifications/{id}`, screen: (values) => <VerificationScreen id={idOf(values)} /> },
  { pattern: `${owned}/review`, screen: () => <ReviewScreen /> },
  { pattern: `${owned}/review/{id}`, screen: (values) => <ReviewCaseScreen id={idOf(values)} /> },
  { pattern: `${owned}/sessions`, screen: () => <SessionsScreen /> },
  { pattern: `${owned}/sessions/{id}`, screen: (values) => <SessionScreen id={idOf(values)} /> },
  { pattern: `${owned}/templates`, screen: () => <TemplatesScreen /> },
  { pattern: `${owned}/templates/{id}`, screen: (values) => <TemplateScreen id={idOf(values)} /> },
  { pattern: `${owned}/webhooks`, screen: () => <EndpointsScreen /> },
  { pattern: `${owned}/webhooks/deliveries`, screen: () => <DeliveriesScreen /> },
  { pattern: `${owned}/webhooks/deliveries/{id}`, screen: (values) => <DeliveryScreen id={idOf(values)} /> },
  { pattern: `${owned}/webhooks/callback-secret`, screen: () => <CallbackSecretScreen /> },
  { pattern: `${owned}/keys`, screen: () => <KeysScreen /> },
  { pattern: `${owned}/settings`, screen: () => <SettingsScreen /> },
  { pattern: `${owned}/usage`, screen: () => <UsageScreen /> },
  { pattern: `${owned}/audit`, screen: () => <AuditScreen /> },
  { pattern: `${owned}/accuracy`, screen: () => <AccuracyScreen /> },
  { pattern: '/account', screen: () => <AccountScreen /> },
  { pattern: '/applications', screen: () => <ApplicationsScreen /> },
  { pattern: '/users', screen: () => <UsersScreen /> },
  { pattern: '/audit', screen: () => <InstallationAuditScreen /> },
];
