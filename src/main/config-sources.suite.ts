import type { ConfigSources } from '#main/config.js';

/** What a configuration is read from, with these variables and no file behind them. */
export const configSources = (
  environment: Readonly<Record<string, string>>,
  overrides: Partial<ConfigSources> = {},
): ConfigSources => ({
  environment,
  dotEnv: null,
  workingDirectory: '/srv/app',
  homeDirectory: '/home/op',
  packageRoot: '/opt/bonafide',
  cores: 2,
  tlsSelfSigned: false,
  readTextFile: () => {
    throw new Error('no such file');
  },
  ...overrides,
});
