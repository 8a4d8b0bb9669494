// Makes a clone ready: packages, build, models (those that are part of no package, too). Each step is skipped when its stamp says that nothing changed.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOptionalModels } from './optional-models.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const oldestNode = [20, 19];

/** Brings the clone up to date; ends the process with a plain explanation when it cannot. */
export function setUp() {
  checkNode();
  step('npm packages', installStamp(), path.join(root, 'node_modules', '.bonafide-stamp'), install);
  step('build', sourceStamp(), path.join(root, 'dist', '.stamp'), build);
  step('models', modelStamp(), path.join(root, '.models', '.stamp'), prepareModels);
  installOptionalModels({
    modelsDirectory: path.resolve(process.env.BONAFIDE_MODELS_DIR || path.join(root, '.models')),
    cards: digest(filesBelow('models'), ''),
    commandLine: [path.join(root, 'dist', 'cli', 'main.js')],
    environment: process.env,
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

function step(name, stamp, stampFile, run) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const startedAt = Date.now();
  say(`set-up: ${name} …`);
  run();
  writeFileSync(stampFile, stamp);
  say(`set-up: ${name} done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function install() {
  const npm = npmCommand();
  const installed = spawnSync(
    npm[0],
    [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: compilingOnAllCores,
    },
  );
  if (installed.status !== 0) {
    stop('The npm packages could not be installed (see above).', [
      'Without a network, or behind a proxy: make `npm ci` work, then run the same command again.',
      ...compilerAdvice,
    ]);
  }
  if (loadsSqlite()) return;
  // `ignore-scripts` (in .npmrc or the environment) keeps better-sqlite3 from fetching or building its binary.
  say('set-up: better-sqlite3 has no binary yet (are install scripts switched off?); building it alone …');
  spawnSync(npm[0], [...npm.slice(1), 'rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: compilingOnAllCores,
  });
  if (!loadsSqlite()) stop('The database driver better-sqlite3 cannot be loaded.', compilerAdvice);
}

/** node-gyp, which compiles better-sqlite3 where its binary cannot be fetched, takes one core otherwise. */
const compilingOnAllCores = { JOBS: 'max', ...process.env };

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

function build() {
  run([path.join(root, 'scripts', 'build.mjs')], 'The build failed (see above).');
}

function prepareModels() {
  run(
    [path.join(root, 'dist', 'cli', 'main.js'), 'models', 'prepare'],
    'The models could not be prepared (see above).',
  );
}

function run(args, failure) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) stop(failure, ['`npm ci` puts the installed files back as they were published.']);
}

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

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
