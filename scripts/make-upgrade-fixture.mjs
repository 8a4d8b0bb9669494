// Makes a fixture of the upgrade test: runs the server of a built checkout of an earlier commit on an empty directory,
// fills it over HTTP, stops it, and keeps its data with the key and what it answered. How and when: test/fixtures/upgrade.
//
//   node scripts/make-upgrade-fixture.mjs <checkout> <name>
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { fillInstallation } from '../test/support/fill-installation.mjs';

const [checkout, name] = process.argv.slice(2);
if (checkout === undefined || name === undefined) {
  process.stderr.write('usage: node scripts/make-upgrade-fixture.mjs <checkout> <name>\n');
  process.exit(64);
}
const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-fixture-'));
const dataDirectory = path.join(directory, 'data');
// Of test data alone, and published: 32 bytes that say so.
const masterKey = Buffer.from('bonafide upgrade test, no secret').toString('base64');
const environment = {
  PATH: process.env.PATH,
  HOME: directory,
  PORT: '0',
  BONAFIDE_WORKERS: '1',
  BONAFIDE_MODELS_DIR: path.join(directory, 'models'),
  BONAFIDE_DATA_DIR: dataDirectory,
  BONAFIDE_MASTER_KEY: masterKey,
  BONAFIDE_ALLOWED_HOSTS: '127.0.0.1',
};
const options = { cwd: directory, env: environment };
const receiver = createServer((request, response) => request.resume().on('end', () => response.writeHead(204).end()));
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));

const server = spawn(process.execPath, [path.resolve(checkout, 'test/support/serve-scripted.mjs')], options);
let output = '';
for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk));
const ended = new Promise((resolve) => server.once('close', resolve));
try {
  while (!/is ready on .*\n/.test(output)) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${output}`);
    await setTimeout(20);
  }
  const url = `http://127.0.0.1:${/"event":"ready","port":(\d+)/.exec(output)[1]}`;
  const cli = (...args) =>
    execFileSync(process.execPath, [path.resolve(checkout, 'dist/cli/main.js'), ...args], options).toString();
  const scopes = ['verify', 'read', 'search', 'admin'];
  const { key } = JSON.parse(cli('keys', 'create', '--mode', 'test', '--name', 'all', '--scope', ...scopes, '--json'));
  const hookUrl = `http://127.0.0.1:${receiver.address().port}/hook`;
  const { remembered, paths } = await fillInstallation({ url, key, hookUrl });
  server.kill('SIGINT');
  await ended;
  const deliveries = cli('webhooks', 'deliveries', '--json');
  const migrations = cli('migrate', '--status');
  const fixture = {
    key,
    masterKey,
    paths,
    remembered,
    deliveries: JSON.parse(deliveries),
    migrations: [...migrations.matchAll(/^\s*(\d{4}-\S+)/gm)].map(([, migration]) => migration),
    files: filesOf(dataDirectory),
  };
  const file = path.join(import.meta.dirname, '../test/fixtures/upgrade', `${name}.json.gz`);
  writeFileSync(file, gzipSync(JSON.stringify(fixture), { level: 9 }));
  process.stdout.write(`${file}: ${statSync(file).size} bytes, ${fixture.migrations.at(-1)}\n`);
} finally {
  if (server.exitCode === null) server.kill('SIGKILL');
  await ended;
  receiver.close();
  rmSync(directory, { recursive: true, force: true });
}

/** Database and blobs, in base64. */
function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const kept = names.filter((each) => each === 'bonafide.sqlite' || each.startsWith(`blobs${path.sep}`));
  return Object.fromEntries(kept.map((each) => [each, readFileSync(path.join(folder, each)).toString('base64')]));
}
