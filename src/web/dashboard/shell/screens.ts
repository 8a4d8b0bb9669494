import type { UserRole } from '#contract/dashboard/meanings.js';
import { shell } from '#web/dashboard/texts/shell.js';
import type { IconName } from '#web/dashboard/ui/icon.js';

export interface ScreenEntry {
  /** Of an application: below it. Of the installation: from `/`. */
  readonly screen: string;
  readonly label: string;
  readonly icon: IconName;
  readonly role: UserRole;
}

export interface ScreenGroup {
  readonly title: string;
  readonly screens: readonly ScreenEntry[];
}

/** What the navigation offers, in its order. */
export const applicationScreens: readonly ScreenGroup[] = [
  {
    title: shell.groupWork,
    screens: [
      { screen: 'overview', label: shell.overview, icon: 'overview', role: 'viewer' },
      { screen: 'verifications', label: shell.verifications, icon: 'list', role: 'viewer' },
      { screen: 'review', label: shell.review, icon: 'review', role: 'viewer' },
      { screen: 'sessions', label: shell.sessions, icon: 'link', role: 'viewer' },
      { screen: 'templates', label: shell.templates, icon: 'face', role: 'viewer' },
    ],
  },
  {
    title: shell.groupApplication,
    screens: [
      { screen: 'webhooks', label: shell.webhooks, icon: 'webhook', role: 'viewer' },
      { screen: 'keys', label: shell.keys, icon: 'key', role: 'admin' },
      { screen: 'settings', label: shell.settings, icon: 'settings', role: 'viewer' },
      { screen: 'usage', label: shell.usage, icon: 'usage', role: 'viewer' },
      { screen: 'accuracy', label: shell.accuracy, icon: 'info', role: 'viewer' },
      { screen: 'audit', label: shell.audit, icon: 'audit', role: 'admin' },
    ],
  },
];

/** For admins of the whole installation. */
export const installationScreens: ScreenGroup = {
  title: shell.groupInstallation,
  screens: [
    { screen: '/applications', label: shell.applications, icon: 'settings', role: 'admin' },
    { screen: '/users', label: shell.users, icon: 'users', role: 'admin' },
    { screen: '/audit', label: shell.installationAudit, icon: 'audit', role: 'admin' },
  ],
};
