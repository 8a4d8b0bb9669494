import { expect, test } from 'vitest';
import { loadConfig } from '#main/config.js';
import { configSources } from '#main/config-sources.suite.js';

const load = (environment: Readonly<Record<string, string>>) => loadConfig(configSources(environment));

test.each([
  [{}, null],
  [{ BONAFIDE_METRICS_PORT: '9464' }, { host: '127.0.0.1', port: 9464 }],
  [
    { BONAFIDE_METRICS_PORT: '0', BONAFIDE_METRICS_HOST: '10.0.0.5' },
    { host: '10.0.0.5', port: 0 },
  ],
])('metrics are off until a port is given, then on loopback unless told otherwise: %j', (environment, metrics) => {
  expect(load(environment)).toMatchObject({ ok: true, config: { metrics } });
});

test('a host for metrics says nothing without a port', () => {
  expect(load({ BONAFIDE_METRICS_HOST: '10.0.0.5' })).toEqual({
    ok: false,
    problems: ['BONAFIDE_METRICS_HOST says nothing without BONAFIDE_METRICS_PORT'],
  });
});
