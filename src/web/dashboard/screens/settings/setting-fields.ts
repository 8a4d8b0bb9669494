/** How a setting is shown and changed. */
export type SettingKind =
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      readonly step?: number;
      readonly unit?: string;
      readonly nullable?: string;
    }
  | { readonly kind: 'text'; readonly longest: number; readonly lines?: boolean; readonly address?: boolean }
  | { readonly kind: 'colour' }
  | { readonly kind: 'logo' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'prices' }
  | { readonly kind: 'quality' }
  | { readonly kind: 'operating-point' };

export type SettingField = SettingKind & {
  /** Where it lies in the settings. */
  readonly path: `${string}.${string}`;
  readonly label: string;
  readonly hint?: string;
};

export interface SettingGroup {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly fields: readonly SettingField[];
}

const days = { kind: 'number', unit: 'days', most: 3650 } as const;

/** Every setting of an application. One that the server does not know yet is left out. */
export const settingGroups: readonly SettingGroup[] = [
  {
    id: 'decisions',
    title: 'Decisions',
    about: 'What counts as a match, and what is required beyond likeness.',
    fields: [
      {
        path: 'policy.operatingPoint',
        kind: 'operating-point',
        label: 'Operating point',
        hint: 'A policy from a calibration with your own pictures (bonafide calibrate), or native scores.',
      },
      {
        path: 'policy.requireLiveness',
        kind: 'switch',
        label: 'Liveness is required',
        hint: 'Where it is not assessed, it counts as failed.',
      },
      {
        path: 'policy.requireDeepfake',
        kind: 'switch',
        label: 'A deepfake check is required',
        hint: 'Where it is not assessed, it counts as failed.',
      },
      {
        path: 'policy.requireInjection',
        kind: 'switch',
        label: 'Proof against injected pictures is required',
        hint: 'Only selfies that a session of this server took can give it.',
      },
      { path: 'policy.requiredQuality', kind: 'quality', label: 'Required quality of the selfie' },
    ],
  },
  {
    id: 'review',
    title: 'Review',
    about: 'What happens to cases in doubt.',
    fields: [
      { path: 'review.queue', kind: 'switch', label: 'Review queue', hint: 'Off: a case in doubt is rejected.' },
      {
        path: 'review.fourEyes',
        kind: 'switch',
        label: 'Four eyes',
        hint: 'Two users of the dashboard have to say the same. Keys cannot decide then.',
      },
      {
        path: 'review.immediateDelivery',
        kind: 'switch',
        label: 'Tell receivers at once that a case waits',
        hint: 'They are told again once it is decided.',
      },
    ],
  },
  {
    id: 'pages',
    title: 'Look of the capture pages',
    about: 'What people see who follow a link.',
    fields: [
      {
        path: 'pages.productName',
        kind: 'text',
        longest: 100,
        label: 'Name',
        hint: 'In whose name the pages ask. Empty: the name of the application.',
      },
      { path: 'pages.accentColour', kind: 'colour', label: 'Colour of buttons and marks' },
      { path: 'pages.logo', kind: 'logo', label: 'Logo', hint: 'PNG, JPEG or WebP of at most 32 kB.' },
      { path: 'pages.privacyUrl', kind: 'text', longest: 2048, address: true, label: 'Address of the privacy notice' },
      {
        path: 'pages.anotherWay',
        kind: 'text',
        longest: 1000,
        lines: true,
        label: 'Another way',
        hint: 'What a person who declines can do instead.',
      },
    ],
  },
  {
    id: 'sessions',
    title: 'Sessions',
    about: 'Links and the pages behind them.',
    fields: [
      {
        path: 'sessions.needCaptcha',
        kind: 'switch',
        label: 'Ask for a proof of work first',
        hint: 'Without this it is only asked for after many sessions from one address.',
      },
      {
        path: 'sessions.captchaDifficultyBits',
        kind: 'number',
        least: 1,
        most: 24,
        unit: 'bits',
        label: 'Difficulty of the proof',
        hint: 'Each more doubles the work; 16 take about a second on a phone.',
      },
      {
        path: 'sessions.embeddingOrigins',
        kind: 'lines',
        label: 'Sites that may embed the pages',
        hint: 'Origins such as https://shop.example.',
      },
    ],
  },
  {
    id: 'retention',
    title: 'Retention',
    about: 'How long what was shown and found is kept.',
    fields: [
      { path: 'retention.mediaDays', ...days, least: 0, label: 'Pictures and videos' },
      {
        path: 'retention.sessionDays',
        ...days,
        least: 4,
        label: 'Sessions',
        hint: 'Never shorter than their webhooks are still tried.',
      },
      {
        path: 'retention.verificationDays',
        ...days,
        most: 36_500,
        least: 1,
        nullable: 'Until they are erased',
        label: 'Results of verifications',
      },
      {
        path: 'retention.keepEnrolmentImages',
        kind: 'switch',
        label: 'Keep the pictures of enrolled people',
        hint: 'Needed to enrol them anew after a change of the model.',
      },
    ],
  },
  {
    id: 'quotas',
    title: 'Quotas',
    about: 'How much may be called, and what it costs.',
    fields: [
      {
        path: 'limits.perSecond',
        kind: 'number',
        least: 0.1,
        most: 10_000,
        step: 0.1,
        unit: 'calls a second',
        label: 'Rate of one key',
      },
      { path: 'limits.burst', kind: 'number', least: 1, most: 20_000, unit: 'calls', label: 'At once' },
      {
        path: 'limits.perDay',
        kind: 'number',
        least: 1,
        most: 1_000_000_000,
        unit: 'calls a day',
        nullable: 'No limit',
        label: 'Of the application',
        hint: 'Days begin at midnight UTC.',
      },
      {
        path: 'tokens.enforced',
        kind: 'switch',
        label: 'Calls cost tokens',
        hint: 'A call that the balance does not cover is refused.',
      },
      { path: 'tokens.otherwise', kind: 'number', least: 0, most: 1_000_000, unit: 'tokens', label: 'Price otherwise' },
      { path: 'tokens.prices', kind: 'prices', label: 'Prices by kind of call' },
    ],
  },
  {
    id: 'enrolment',
    title: 'Enrolment and search',
    about: 'Who is kept, and how surely somebody is found.',
    fields: [
      { path: 'enrolment.refuseDuplicates', kind: 'switch', label: 'Refuse somebody who is enrolled already' },
      {
        path: 'enrolment.falsePositiveIdentificationRate',
        kind: 'number',
        least: 0.000001,
        most: 0.5,
        step: 0.000001,
        nullable: 'As comparisons',
        label: 'Wanted rate of false finds',
        hint: 'Of searches for somebody who is not enrolled, the share that finds somebody.',
      },
    ],
  },
  {
    id: 'switches',
    title: 'Switches',
    about: 'What is estimated, and who else is asked.',
    fields: [
      { path: 'demographics.ageAndGender', kind: 'switch', label: 'Estimate age and gender' },
      {
        path: 'demographics.race',
        kind: 'switch',
        label: 'Estimate race',
        hint: 'Sensitive inference. Only where a model for it is installed on this server.',
      },
      {
        path: 'clearConsent.secondOpinion',
        kind: 'switch',
        label: 'Second opinion of a vision model',
        hint: 'Pictures then leave this machine, for the endpoint that the server is set up with.',
      },
      { path: 'clearConsent.requireLiveness', kind: 'switch', label: 'ClearConsent: liveness is required' },
      {
        path: 'clearConsent.forbidSecretKeyInPage',
        kind: 'switch',
        label: 'ClearConsent: refuse secret keys in the address of the page',
      },
      {
        path: 'clearConsent.requireServerSideLinks',
        kind: 'switch',
        label: 'ClearConsent: links are made by your server alone',
      },
    ],
  },
];
