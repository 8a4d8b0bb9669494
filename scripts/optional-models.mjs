// The nets that are part of no package: fetched once on a fresh machine, where it may reach their authors' repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const repeat = 'npx bonafide models install minifasnet';
const notInstalled = `liveness stays not-assessed until this is repeated:  ${repeat}`;

/**
 * Installs what tells prints and screens from people, with one line that says so. A failure is told once and hinders
 * nothing; the command line repeats it. `cards`: digest of the model cards; what was tried for them is not tried again.
 */
export function installOptionalModels({ modelsDirectory, cards, commandLine, environment, say }) {
  const stampFile = path.join(modelsDirectory, '.optional-stamp');
  if (existsSync(path.join(modelsDirectory, 'minifasnet'))) return;
  if (environment.BONAFIDE_OFFLINE === '1') {
    say(`set-up: BONAFIDE_OFFLINE=1: no model for liveness is downloaded; ${notInstalled}`);
    return;
  }
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === cards) return;
  say(
    'set-up: downloading the 2 liveness models (MiniFASNet by Minivision, Apache-2.0, 3.7 MB) from raw.githubusercontent.com, pinned by commit and SHA-256 …',
  );
  const { status } = spawnSync(process.execPath, [...commandLine, 'models', 'install', 'minifasnet'], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) say(`set-up: the models for liveness could not be downloaded (see above); ${notInstalled}`);
  mkdirSync(modelsDirectory, { recursive: true });
  writeFileSync(stampFile, cards);
}
