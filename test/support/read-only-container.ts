import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';

/** Of the image. */
const user = 10001;

/** Null: a container can be imitated here; otherwise why not. */
export function whyNoContainer(): string | null {
  if (process.platform !== 'linux') return 'mount namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'only root can make a mount namespace and become somebody else';
  const tried = spawnSync('unshare', ['--mount', 'setpriv', '--version']);
  return tried.status === 0 ? null : 'unshare and setpriv are not to be had';
}

/** What the last stage of the Dockerfile takes from the first, below the folder of the application. */
export function filesOfImage(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY --from=build (.+)$/gm)]
    .flatMap((match) => match[1]!.split(' ').slice(0, -1))
    .map((file) => path.relative('/app', file));
}

/** The packages that `npm prune --omit=dev` leaves, as folders below the root. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(packageRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>; // npm's own format
  };
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== '' && dev !== true)
    .map(([folder]) => folder);
}

/** Hard links where they can be: it is a gigabyte. */
function linkTree(files: readonly string[], to: string): void {
  const options = ['--recursive', '--dereference', '--parents'];
  for (const how of ['--link', '--reflink=auto']) {
    const copied = spawnSync('cp', [...options, how, ...files, to], { cwd: packageRoot });
    if (copied.status === 0) return;
  }
  throw new Error('the files of the image could not be copied');
}

export interface ImitatedContainer {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly dataDirectory: string;
  /** Runs a file of the image as the image's health check does; gives its exit code. */
  healthCheck(port: string): number | null;
  remove(): void;
}

/**
 * Starts the built server as the image would, as far as that goes without Docker: the files of its last stage and the packages
 * of production alone, as a user who is nobody, without capabilities, on a root that is mounted read-only. Only the data
 * directory and a `/tmp` of its own can be written. The master key is a file of root's that its group may read, as a cluster
 * mounts it.
 */
export function startContainer(environment: Readonly<Record<string, string>>): ImitatedContainer {
  // Not below /tmp, which the container gets anew.
  const base = mkdtempSync('/var/tmp/bonafide-container-');
  chmodSync(base, 0o755);
  const application = path.join(base, 'app');
  const dataDirectory = path.join(base, 'data');
  mkdirSync(dataDirectory, { mode: 0o700 });
  chownSync(dataDirectory, user, user);
  mkdirSync(application);
  const files = filesOfImage(readFileSync(path.join(packageRoot, 'Dockerfile'), 'utf8'));
  // Packages of other platforms are in the lock file and not here; nested ones come with those that hold them.
  const packages = productionPackages().filter(
    (folder) => folder.lastIndexOf('node_modules/') === 0 && existsSync(path.join(packageRoot, folder)),
  );
  linkTree([...files.filter((name) => name !== 'node_modules'), ...packages], application);
  const keyFile = path.join(base, 'master.key');
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`);
  chownSync(keyFile, 0, user);
  chmodSync(keyFile, 0o440);

  const nobody = `setpriv --reuid ${user} --regid ${user} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all`;
  const script = [
    'set -e',
    'mount --bind "$DATA" "$DATA"',
    'mount -t tmpfs -o size=512m,mode=1777 tmpfs /tmp',
    'mount -o remount,bind,ro /',
    // It would prove nothing where these could be written.
    `if ${nobody} touch "$APP/written" 2>/dev/null || touch "$APP/written" 2>/dev/null; then exit 99; fi`,
    `exec ${nobody} "$NODE" "$APP/dist/cli/main.js" serve`,
  ].join('\n');
  const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script], {
    cwd: application,
    env: {
      ...{ PATH: process.env['PATH'] ?? '', HOME: dataDirectory, NODE_ENV: 'production' },
      ...{ APP: application, DATA: dataDirectory, NODE: process.execPath },
      BONAFIDE_DATA_DIR: dataDirectory,
      BONAFIDE_MASTER_KEY_COMMAND: `cat ${keyFile}`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    output: () => output,
    ended,
    dataDirectory,
    healthCheck: (port) =>
      spawnSync(process.execPath, [path.join(application, 'deploy/healthcheck.mjs')], { env: { PORT: port } }).status,
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
