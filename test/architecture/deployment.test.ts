import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { exitCodes } from '#cli/exit-codes.js';
import { packageRoot } from '#engine/models/package-root.js';
import { settings } from '#main/settings.js';
import { filesOfImage } from '../support/read-only-container.js';

// No container runs here: what can be read from the files is held to the product, and to what they promise.

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');

/** Variables of the container and of its helpers that are no settings of the server. */
const otherVariables = new Set(['NODE_ENV', 'HOME']);
const unknown = (names: Iterable<string>): string[] =>
  [...names].filter((name) => !(name in settings) && !otherVariables.has(name));

/** Any part of a parsed file; a path that is not there is undefined. */
const at = (value: unknown, ...keys: (string | number)[]): unknown =>
  keys.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value); // keys of arrays are names too
const textAt = (value: unknown, ...keys: (string | number)[]): string => String(at(value, ...keys));
const namesAt = (value: unknown, ...keys: string[]): string[] => Object.keys(at(value, ...keys) as object);

/** After SIGTERM probes are answered for a second, then calls are finished; ending takes a moment more. */
const leastGraceSeconds = (shutdownMs: string, before = 0): number => before + Number(shutdownMs) / 1000 + 5;

const dockerfile = read('Dockerfile');
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

test('the Dockerfile is in order, as its language server sees it', () => {
  expect(validate(dockerfile)).toEqual([]);
});

test('the Dockerfiles of docs/operations.md are in order, and end as the user of the image', () => {
  const blocks = [...read('docs/operations.md').matchAll(/^```dockerfile\n(.*?)^```$/gms)].map((match) => match[1]!);
  expect(blocks).toHaveLength(1);
  for (const block of blocks) {
    expect(validate(block)).toEqual([]);
    expect(block).toMatch(/\nUSER 10001:10001\n$/);
  }
});

test('the image runs as nobody, with nothing of the build and no secret, and ends on SIGTERM', () => {
  expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
  expect(lastStage).toMatch(/^USER 10001:10001$/m);
  expect(lastStage.indexOf('USER 10001')).toBeGreaterThan(lastStage.lastIndexOf('\nRUN '));
  expect(lastStage).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(lastStage).toMatch(/^HEALTHCHECK .*"node", "\/app\/deploy\/healthcheck\.mjs"\]$/m);
  expect(read('deploy/healthcheck.mjs')).toContain('/livez');
  expect(dockerfile).toMatch(/^RUN npm ci /m);
  expect(dockerfile).toMatch(/^RUN npm prune --omit=dev /m);
  expect(dockerfile).not.toMatch(/^(ARG|ENV) .*(KEY|SECRET|PASSWORD|TOKEN)/m);
  expect(lastStage).not.toMatch(/^COPY (?!--from=build )|^ADD /m);
});

test('the image holds what the package does, but for what only a clone needs', () => {
  const { files } = JSON.parse(read('package.json')) as { files: string[] }; // npm's own format
  const inImage = filesOfImage(dockerfile);
  const missing = files.filter((file) => !inImage.some((name) => name === file || name.startsWith(`${file}/`)));
  expect(missing).toEqual(['scripts']);
});

test('what the image sets are settings of the server, and its port is the one it listens on', () => {
  const variables = /^ENV ((?:.*\\\n)*.*)$/m.exec(lastStage)![1]!.matchAll(/([A-Z_]+)=(\S+)/g);
  const set = new Map([...variables].map(([, name, value]) => [name!, value!]));
  expect(unknown(set.keys())).toEqual([]);
  expect(lastStage).toMatch(new RegExp(`^EXPOSE ${set.get('PORT')}$`, 'm'));
  expect(set.get('BONAFIDE_DATA_DIR')).toBe(/^VOLUME (\S+)$/m.exec(lastStage)![1]);
});

test('the context of the build names what it takes, and takes no key, no log and no environment', () => {
  const lines = read('.dockerignore').split('\n');
  expect(lines.find((line) => !line.startsWith('#'))).toBe('*');
  const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(taken.filter((name) => !readdirSync(packageRoot).includes(name.split('/')[0]!))).toEqual([]);
  for (const kept of ['**/.env*', '**/*.key', '**/*.log', '**/node_modules']) expect(lines).toContain(kept);
});

const compose: unknown = parse(read('compose.yaml'), { merge: true });

test('every service of compose.yaml is confined, and the server as in the image', () => {
  for (const name of namesAt(compose, 'services')) {
    const service = at(compose, 'services', name);
    expect([name, at(service, 'read_only'), at(service, 'cap_drop'), at(service, 'security_opt')]).toEqual([
      ...[name, true],
      ...[['ALL'], ['no-new-privileges:true']],
    ]);
  }
  for (const name of ['server', 'postgres', 'store']) {
    expect(namesAt(compose, 'services', name, 'deploy', 'resources', 'limits')).toEqual(['cpus', 'memory']);
  }
  const server = at(compose, 'services', 'server');
  expect(at(server, 'user')).toBe('10001:10001');
  expect(at(server, 'ports')).toEqual(['127.0.0.1:${BONAFIDE_PORT:-8080}:8080']);
  const environment = at(server, 'environment');
  expect(unknown(Object.keys(environment as object))).toEqual([]);
  expect(textAt(environment, 'BONAFIDE_MASTER_KEY_COMMAND')).toBe('cat /run/secrets/master-key');
  expect(at(server, 'secrets')).toEqual(['master-key']);
  const grace = Number(/^(\d+)s$/.exec(textAt(server, 'stop_grace_period'))![1]);
  expect(grace).toBeGreaterThanOrEqual(leastGraceSeconds(textAt(environment, 'BONAFIDE_SHUTDOWN_MS')));
});

test('no secret stands in compose.yaml: each has to be given', () => {
  const secrets = [...read('compose.yaml').matchAll(/\$\{((?:POSTGRES|STORE)_(?:PASSWORD|USER))([^}]*)\}/g)];
  const required = new Set(secrets.filter(([, , rest]) => rest!.startsWith(':?')).map(([, name]) => name!));
  expect([...required].sort()).toEqual(['POSTGRES_PASSWORD', 'STORE_PASSWORD', 'STORE_USER']);
  expect(secrets.filter(([, , rest]) => rest!.startsWith(':-'))).toEqual([]);
  const example = read('deploy/compose.env.example');
  for (const name of required) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
  expect(example).toMatch(/^POSTGRES_PASSWORD=$/m);
});

const manifests = readdirSync(path.join(packageRoot, 'deploy/kubernetes'))
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) =>
    parseAllDocuments(read(`deploy/kubernetes/${name}`)).map((document) => document.toJS() as unknown),
  );
const kinds = (kind: string): unknown[] => manifests.filter((manifest) => at(manifest, 'kind') === kind);
const [deployment] = kinds('Deployment');
const pod = at(deployment, 'spec', 'template', 'spec');
const container = at(pod, 'containers', 0);
const configuration = at(kinds('ConfigMap')[0], 'data');
const backupPod = at(kinds('CronJob')[0], 'spec', 'jobTemplate', 'spec', 'template');

test('everything of the cluster is in its namespace and in the list that is applied', () => {
  const spaced = manifests.filter((each) => !['Namespace', 'Kustomization'].includes(textAt(each, 'kind')));
  expect(spaced.length).toBeGreaterThan(6);
  expect(new Set(spaced.map((each) => at(each, 'metadata', 'namespace')))).toEqual(new Set(['bonafide']));
  const listed = at(kinds('Kustomization')[0], 'resources') as string[];
  const there = readdirSync(path.join(packageRoot, 'deploy/kubernetes')).filter(
    (name) => name !== 'kustomization.yaml',
  );
  expect([...listed].sort()).toEqual(there.sort());
});

test('two servers run as nobody on read-only roots, without a token of the cluster', () => {
  expect(at(deployment, 'spec', 'replicas')).toBe(2);
  expect(at(deployment, 'spec', 'strategy', 'rollingUpdate')).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  expect(at(pod, 'automountServiceAccountToken')).toBe(false);
  expect(at(pod, 'securityContext')).toEqual({
    runAsNonRoot: true,
    ...{ runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 },
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(at(container, 'securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(at(container, 'resources', 'limits', 'memory')).toBeDefined();
  expect(at(container, 'resources', 'requests', 'cpu')).toBeDefined();
  const mounts = at(container, 'volumeMounts') as { name: string; mountPath: string }[];
  const volumes = at(pod, 'volumes') as { name: string }[];
  expect(mounts.map(({ name }) => name).sort()).toEqual(volumes.map(({ name }) => name).sort());
  expect(mounts.map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp', '/run/secrets/bonafide']);
});

test('what the cluster sets are settings; what is secret comes from the Secret, which holds none', () => {
  expect(unknown(Object.keys(configuration as object))).toEqual([]);
  const [secret] = kinds('Secret');
  const given = at(container, 'env') as { name: string; valueFrom: { secretKeyRef: { key: string } } }[];
  expect(unknown(given.map(({ name }) => name))).toEqual([]);
  const held = namesAt(secret, 'stringData');
  expect(given.map(({ valueFrom }) => valueFrom.secretKeyRef.key)).toEqual(held.filter((key) => key !== 'master.key'));
  for (const key of held) expect(textAt(secret, 'stringData', key)).toContain('REPLACE-ME');
  const keyFile = textAt(configuration, 'BONAFIDE_MASTER_KEY_COMMAND').replace('cat ', '');
  expect(path.posix.dirname(keyFile)).toBe('/run/secrets/bonafide');
  expect(held).toContain(path.posix.basename(keyFile));
});

test('probes, services and the network policy agree on ports and on paths that there are', () => {
  const ports = new Map(
    (at(container, 'ports') as { name: string; containerPort: number }[]).map((port) => [
      port.name,
      port.containerPort,
    ]),
  );
  expect(Object.fromEntries(ports)).toEqual({
    http: Number(textAt(configuration, 'PORT')),
    metrics: Number(textAt(configuration, 'BONAFIDE_METRICS_PORT')),
  });
  const health = read('src/http/plugins/health.ts');
  for (const [probe, address] of [
    ['startupProbe', '/livez'],
    ['livenessProbe', '/livez'],
    ['readinessProbe', '/readyz'],
  ]) {
    expect(at(container, probe!, 'httpGet')).toEqual({ path: address, port: 'http' });
    expect(health).toContain(`app.get('${address}'`);
  }
  const targets = kinds('Service').flatMap((service) => at(service, 'spec', 'ports') as { targetPort: string }[]);
  expect(targets.map(({ targetPort }) => targetPort)).toEqual(['http', 'metrics']);
  const policy = at(kinds('NetworkPolicy')[0], 'spec');
  const open = (at(policy, 'ingress') as { ports: { port: number }[] }[]).flatMap((rule) => rule.ports);
  expect(open.map(({ port }) => port)).toEqual([...ports.values()]);
  expect(at(policy, 'policyTypes')).toEqual(['Ingress', 'Egress']);
  const labels = at(deployment, 'spec', 'template', 'metadata', 'labels');
  const governed = at(policy, 'podSelector', 'matchExpressions', 0, 'values');
  // A backup takes no calls: no service and no budget of servers may count it.
  expect(governed).toEqual(
    [labels, at(backupPod, 'metadata', 'labels')].map((each) => at(each, 'app.kubernetes.io/name')),
  );
  expect(new Set(governed as string[]).size).toBe(2);
  for (const selector of [
    at(kinds('PodDisruptionBudget')[0], 'spec', 'selector', 'matchLabels'),
    at(deployment, 'spec', 'selector', 'matchLabels'),
    ...kinds('Service').map((service) => at(service, 'spec', 'selector')),
  ]) {
    expect(selector).toEqual(labels);
  }
  expect(at(kinds('PodDisruptionBudget')[0], 'spec', 'minAvailable')).toBe(1);
});

test('a backup of the cluster runs as a server does, with the same settings and secrets, and what it writes stays', () => {
  const spec = at(backupPod, 'spec');
  const backup = at(spec, 'containers', 0);
  for (const same of ['securityContext', 'automountServiceAccountToken', 'enableServiceLinks']) {
    expect(at(spec, same)).toEqual(at(pod, same));
  }
  for (const same of ['image', 'envFrom', 'env', 'securityContext']) {
    expect(at(backup, same)).toEqual(at(container, same));
  }
  const volumes = at(spec, 'volumes') as { name: string }[];
  expect((at(backup, 'volumeMounts') as { name: string }[]).map(({ name }) => name)).toEqual(
    volumes.map(({ name }) => name),
  );
  expect(volumes.find(({ name }) => name === 'master-key')).toEqual(
    (at(pod, 'volumes') as { name: string }[]).find(({ name }) => name === 'master-key'),
  );
  const [claim] = kinds('PersistentVolumeClaim');
  expect(volumes[0]).toEqual({
    name: 'backup',
    persistentVolumeClaim: { claimName: at(claim, 'metadata', 'name') },
  });
  expect(at(backup, 'volumeMounts', 0)).toEqual({ name: 'backup', mountPath: '/backup' });
  expect(textAt(backup, 'args', 0)).toContain('bonafide backup verify "$folder"');
  expect(lastStage).toMatch(/^RUN ln -s .* \/usr\/local\/bin\/bonafide$/m);
  expect(at(kinds('Kustomization')[0], 'images', 0, 'name')).toBe(at(container, 'image'));
});

test('the cluster waits for as long as a server may take to stop', () => {
  const before = Number(at(container, 'lifecycle', 'preStop', 'exec', 'command', 1));
  expect(Number(at(pod, 'terminationGracePeriodSeconds'))).toBeGreaterThanOrEqual(
    leastGraceSeconds(textAt(configuration, 'BONAFIDE_SHUTDOWN_MS'), before),
  );
});

/** Values of a unit of systemd by name. */
const linesOf = (unit: string, name: string): string[] =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((match) => match[1]!);

test('the command line beside the unit of systemd has its user, settings, key and data, and passes on what it is given', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bonafide-systemd-'));
  try {
    writeFileSync(path.join(folder, 'systemd-run'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const { stdout, stderr } = spawnSync(
      path.join(packageRoot, 'deploy/systemd/bonafide'),
      ['keys', 'create', '--new-app', 'A shop'],
      { env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` }, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const [options, command] = stdout.split('\n--\n').map((part) => part.trimEnd().split('\n'));
    const valuesOf = (name: string): string[] =>
      options!.filter((option) => option.startsWith(`--${name}=`)).map((option) => option.slice(name.length + 3));
    const unit = read('deploy/systemd/bonafide.service');
    const [credentials] = valuesOf('unit').map((name) => `/run/credentials/${name}.service`);
    expect(credentials).toMatch(/bonafide-command-\d+\.service$/);
    const ofUnit = linesOf(unit, 'Environment').map((line) => line.replaceAll('"', '').replace('%d', credentials!));
    // How long a server may take to stop is its own.
    expect(valuesOf('setenv')).toEqual(ofUnit.filter((line) => !line.startsWith('BONAFIDE_SHUTDOWN_MS=')));
    const different = valuesOf('property').filter((line) => !unit.includes(`\n${line}\n`));
    expect(different).toEqual(['StateDirectory=bonafide bonafide-files']);
    for (const name of ['DynamicUser', 'User', 'LoadCredential', 'EnvironmentFile', 'WorkingDirectory', 'UMask']) {
      expect(valuesOf('property')).toContain(`${name}=${linesOf(unit, name)[0]}`);
    }
    const [program] = linesOf(unit, 'ExecStart');
    expect(command).toEqual([...program!.replace(/ serve$/, '').split(' '), 'keys', 'create', '--new-app', 'A shop']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the unit of systemd is confined, sets settings alone, and waits for the stop', () => {
  const unit = read('deploy/systemd/bonafide.service');
  for (const line of [
    'DynamicUser=yes',
    'User=bonafide',
    'ProtectSystem=strict',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'PrivateTmp=yes',
  ]) {
    expect(unit).toMatch(new RegExp(`^${line}$`, 'm'));
  }
  const set = new Map(
    [...unit.matchAll(/^Environment="?([A-Z_]+)=(.*?)"?$/gm)].map(([, name, value]) => [name!, value!]),
  );
  expect(unknown(set.keys())).toEqual([]);
  const timeout = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1]);
  expect(timeout).toBeGreaterThanOrEqual(leastGraceSeconds(set.get('BONAFIDE_SHUTDOWN_MS')!));
  // A configuration that is at fault is not tried again; a database that is away is, however long.
  expect(unit).toMatch(new RegExp(`^RestartPreventExitStatus=${exitCodes.configuration}$`, 'm'));
  for (const line of ['Restart=on-failure', 'StartLimitIntervalSec=0'])
    expect(unit).toMatch(new RegExp(`^${line}$`, 'm'));
});
