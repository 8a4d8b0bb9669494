import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { tarFiles } from './tar-files.js';

export interface Chromium {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Names another browser: Chrome or Chromium, as an absolute path. Needed where the packed one does not run (not Linux on x64). */
export const chromiumVariable = 'BONAFIDE_TEST_CHROMIUM';

/**
 * The browser of the tests: the one that the environment names, else the Chromium that comes from npm (@sparticuz/chromium),
 * unpacked once into the system's temporary folder. Libraries that a slim machine lacks are taken from the same package; what is
 * missing even then is named.
 */
export function findChromium(): Chromium {
  const named = process.env[chromiumVariable];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`${chromiumVariable} names ${named}, which is not there`);
    return { executablePath: named, environment: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The tests' own Chromium runs on Linux on x64 alone: install Chrome and name it in ${chromiumVariable}.`,
    );
  }
  const installed = packageFolder('@sparticuz/chromium');
  const packed = path.join(installed, 'bin');
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as { version: string }; // npm's own format
  const folder = path.join(tmpdir(), `bonafide-test-chromium-${version}`);
  const executablePath = path.join(folder, 'chromium');
  if (!existsSync(executablePath)) {
    mkdirSync(folder, { recursive: true });
    write(executablePath, brotliDecompressSync(readFileSync(path.join(packed, 'chromium.br'))));
  }
  return { executablePath, environment: { ...fontsOf(folder), ...librariesFor(executablePath, packed, folder) } };
}

function packageFolder(name: string): string {
  const folder = findPackageFolder(name);
  if (folder === null) throw new Error(`the package ${name} is not installed; \`npm ci\` installs it`);
  return folder;
}

/** Under another name first: two test runs may unpack at the same time. */
function write(file: string, bytes: Buffer): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, bytes, { mode: 0o755 });
  renameSync(partial, file);
}

function librariesFor(executable: string, packed: string, folder: string): Record<string, string> {
  const first = missingLibraries(executable, {});
  if (first.length === 0) return {};
  const libraries = path.join(folder, 'lib');
  mkdirSync(libraries, { recursive: true });
  const archive = tarFiles(brotliDecompressSync(readFileSync(path.join(packed, 'al2023.tar.br'))));
  for (const [name, bytes] of archive) {
    const file = path.join(libraries, path.basename(name));
    if (!existsSync(file)) write(file, bytes);
  }
  const environment = { LD_LIBRARY_PATH: libraries };
  const missing = missingLibraries(executable, environment);
  if (missing.length > 0) {
    throw new Error(
      `The tests' Chromium cannot start: this system lacks ${missing.join(', ')}. On Debian and Ubuntu: apt-get install libnss3 libexpat1. Or name an installed Chrome in ${chromiumVariable}.`,
    );
  }
  return environment;
}

function missingLibraries(executable: string, environment: Record<string, string>): string[] {
  const { stdout } = spawnSync('ldd', [executable], { env: { ...process.env, ...environment }, encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
}

/** A slim machine has no fonts: those that npm brings, which hold Latin and Arabic. */
function fontsOf(folder: string): Record<string, string> {
  const fonts = path.join(packageFolder('dejavu-fonts-ttf'), 'ttf');
  const file = path.join(folder, 'fonts.conf');
  write(
    file,
    Buffer.from(
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/font-cache</cachedir><match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit></match></fontconfig>`,
    ),
  );
  return { FONTCONFIG_FILE: file };
}
