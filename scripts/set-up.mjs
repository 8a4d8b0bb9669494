// Makes a clone ready: packages, build, models (those that are part of no package, too). Each step is skipped when its stamp says that nothing changed.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOptionalModels } from './optional-models.mjs';
import { setUpSettings } from './set-up-settings.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const oldestNode = [20, 19];

/** Brings the clone up to date; ends the process with a plain explanation when it cannot. */
export async function setUp() {
  checkNode();
  await step('npm packages', installStamp(), path.join(root, 'node_modules', '.bonafide-stamp'), install);
  // Where better-sqlite3 has to be compiled, that takes longer than everything else, on one core.
  await Promise.all([
    step('binaries', installStamp(), path.join(root, 'node_modules', '.bonafide-binaries-stamp'), makeBinaries),
    step('build', sourceStamp(), path.join(root, 'dist', '.stamp'), build),
  ]);
  const settings = setUpSettings({
    environment: process.env,
    dotEnv: existsSync('.env') ? readFileSync('.env', 'utf8') : null,
    workingDirectory: process.cwd(),
    root,
  });
  const environment = { ...process.env, ...settings };
  const modelsDirectory = settings.BONAFIDE_MODELS_DIR;
  await step('models', modelStamp(), path.join(modelsDirectory, '.stamp'), () => prepareModels(environment));
  installOptionalModels({
    modelsDirectory,
    cards: digest(filesBelow('models'), ''),
    commandLine: [path.join(root, 'dist', 'cli', 'main.js')],
    environment,
    say,
  });
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  stop(`Node ${process.versions.node} is too old: Bonafide needs ${oldestNode.join('.')} or newer.`, [
    'Install a current Node from https://nodejs.org/ and run the same command again.',
  ]);
}

async function step(name, stamp, stampFile, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const startedAt = Date.now();
  say(`set-up: ${name} …`);
  await work();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  say(`set-up: ${name} done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

async function install() {
  const status = await npm('ci', '--include=dev', '--no-audit', '--no-fund', '--ignore-scripts');
  if (status === 0) return;
  stop('The npm packages could not be installed (see above).', [
    'Without a network, or behind a proxy: make `npm ci` work, then run the same command again.',
  ]);
}

/** Runs the install scripts of the packages, which `install` left out. */
async function makeBinaries() {
  const status = await npm('rebuild');
  if (status === 0 && loadsSqlite()) return;
  // `ignore-scripts` (in .npmrc or the environment) keeps better-sqlite3 from fetching or building its binary.
  say('set-up: better-sqlite3 has no binary yet (are install scripts switched off?); building it alone …');
  await npm('rebuild', 'better-sqlite3', '--ignore-scripts=false');
  if (!loadsSqlite()) stop('The database driver better-sqlite3 cannot be loaded.', compilerAdvice);
}

const compilerAdvice = [
  'better-sqlite3 fetches a prebuilt binary, or compiles one when that is not to be had. To let it compile, install a compiler:',
  '  Debian, Ubuntu:  apt-get install -y python3 make g++',
  '  Fedora:          dnf install -y python3 make gcc-c++',
  '  macOS:           xcode-select --install',
  'then run:          npm rebuild better-sqlite3 --ignore-scripts=false',
];

function loadsSqlite() {
  const check = `new (require('better-sqlite3'))(':memory:').close()`;
  return spawnSync(process.execPath, ['-e', check], { cwd: root, stdio: 'ignore' }).status === 0;
}

async function build() {
  const script = path.join(root, 'scripts', 'build.mjs');
  if ((await run([process.execPath, script, '--unchecked'])) !== 0)
    stop('The build failed (see above).', restoreAdvice);
}

async function prepareModels(environment) {
  const commandLine = path.join(root, 'dist', 'cli', 'main.js');
  if ((await run([process.execPath, commandLine, 'models', 'prepare'], environment)) !== 0)
    stop('The models could not be prepared (see above).', restoreAdvice);
}

const restoreAdvice = ['`npm ci` puts the installed files back as they were published.'];

/** Runs a program; gives its exit code, also where a signal ended it. */
function run([program, ...args], environment = process.env) {
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** What it compiles is compiled on all cores: node-gyp alone takes one. */
const npm = (...args) =>
  run([...npmCommand(), ...args, '--loglevel=error'], { JOBS: String(availableParallelism()), ...process.env });

/** npm as npm itself was started, or the one on PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, script];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function installStamp() {
  return digest(
    ['package.json', 'package-lock.json', '.npmrc'],
    `${process.platform} ${process.arch} ${process.versions.modules}`,
  );
}

function sourceStamp() {
  return digest(
    [
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'scripts/build.mjs',
      'scripts/build-pages.mjs',
      ...filesBelow('src'),
      'packages/client/tsconfig.json',
      ...filesBelow('packages/client/src'),
    ],
    '',
  );
}

function modelStamp() {
  // The samples that servers start with are drawn in the same step.
  const drawing = [...filesBelow('src/specimens'), ...filesBelow('src/main').filter((file) => /render-/.test(file))];
  return digest([...filesBelow('models'), ...filesBelow('src/engine/models'), ...drawing], installStamp());
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

function digest(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(problem, advice) {
  say(`\n${problem}`);
  for (const line of advice) say(line);
  process.exit(1);
}

/** Where the packages of this clone are resolved from. */
export const requireFromRoot = createRequire(path.join(root, 'package.json'));
export { root };

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp();
