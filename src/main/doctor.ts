import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { findInstallation } from '#adapters/sql/installation.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import {
  findInstalledLanguages,
  installCommand,
  isInstalled,
  type InstalledLanguages,
} from '#engine/document/local-script/installed-languages.js';
import { localLanguages } from '#engine/document/tables/local-languages.js';
import { loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { loadInstalledRaceModel } from '#engine/race/installed-race-model.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadInstalledModels, installCommand as installModels } from '#engine/models/installed-models.js';
import { loadModels } from '#engine/models/model-store.js';
import { loadRecogniserInUse } from '#engine/recognisers/recogniser-choice.js';
import { openBlobs } from '#main/compose-files.js';
import type { Config } from '#main/config.js';
import { migrationsOf, openConfiguredDatabase, refuseOlderDatabase } from '#main/open-database.js';
import { openStore } from '#main/open-store.js';
import { readProcessConfig, type ProcessConfig } from '#main/process-config.js';
import { StartUpError } from '#main/start-up-error.js';

export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

/** Below this much free space a busy server fills the disk within days: about 10 kB a verification are kept. */
const enoughFreeBytes = 1024 ** 3;

/** Checks an installation and what it works on; changes nothing. The order is that of the usual causes. */
export async function examineInstallation(): Promise<Finding[]> {
  const findings: Finding[] = [ok('node', `${process.version} on ${process.platform} ${process.arch}`)];
  let loaded: ProcessConfig;
  try {
    loaded = readProcessConfig();
  } catch (error) {
    return [...findings, failedBy('configuration', error)];
  }
  const { config, warnings } = loaded;
  if (warnings.length === 0) findings.push(ok('configuration', 'in order'));
  for (const warning of warnings) findings.push({ check: 'configuration', status: 'warning', detail: warning });
  return [
    ...findings,
    await examine('models', () => checkModels(config)),
    await examine('face recogniser', () => checkRecogniser(config)),
    await examine('liveness', () => checkAttackDetection(config)),
    await examine('deepfake', () => checkDeepfakeDetection(config)),
    await examine('race', () => checkRace(config)),
    ok('local scripts', localScriptsDetail(findInstalledLanguages())),
    await examine('data directory', () => checkDataDirectory(config)),
    await examine('disk', () => checkDisk(config)),
    await examine('database and key', () => checkDatabase(config)),
    await examine('files', () => checkFileStore(config)),
  ];
}

type Verdict = Omit<Finding, 'check'>;

async function checkFileStore(config: Config): Promise<Verdict> {
  const { fileStore } = config;
  if (fileStore === 'disk') return { status: 'ok', detail: 'in the data directory' };
  const opened = await openBlobs(config);
  try {
    await opened.check();
  } finally {
    opened.close();
  }
  return { status: 'ok', detail: `the bucket ${fileStore.bucket} can be reached` };
}

async function checkModels(config: Config): Promise<Verdict> {
  const models = await loadModels({ modelsDirectory: config.modelsDirectory });
  return { status: 'ok', detail: `${models.size} checked against their cards` };
}

/** Which one decides; that the chosen one cannot be used is a fault, for the server does not start then. */
async function checkRecogniser({ modelsDirectory }: Config): Promise<Verdict> {
  const { id, version, digest, operatingPoint } = await loadRecogniserInUse({ modelsDirectory });
  const chosen =
    id === shippedRecogniser.id ? `${id}, which ships` : `${id} ${version}, checked against its descriptor`;
  return {
    status: 'ok',
    detail: `${chosen}; decides from ${operatingPoint?.threshold} on (digest ${digest.slice(0, 12)}…)`,
  };
}

/** Optional: that it is not installed is no fault, that it was spoilt is one. */
async function checkAttackDetection(config: Config): Promise<Verdict> {
  const installed = await loadInstalledModels('minifasnet', config.modelsDirectory);
  switch (installed.status) {
    case 'installed':
      return { status: 'ok', detail: `${installed.models.length} models checked against their cards` };
    case 'unusable':
      return { status: 'failed', detail: installed.problem };
    case 'not-installed':
      return {
        status: 'ok',
        detail: `not assessed: no model is installed; to install: ${installModels('minifasnet')}`,
      };
  }
}

/** Optional too; there is no net that this command could name. */
async function checkDeepfakeDetection(config: Config): Promise<Verdict> {
  const installed = await loadInstalledDeepfakeModel(config.modelsDirectory);
  switch (installed.status) {
    case 'installed': {
      const { id, version, threshold } = installed.model;
      return { status: 'ok', detail: `${id} ${version} checked against its descriptor, genuine from ${threshold}` };
    }
    case 'unusable':
      return { status: 'failed', detail: installed.problem };
    case 'not-installed':
      return { status: 'ok', detail: 'not assessed: no model is installed (docs/deepfake.md)' };
  }
}

async function checkRace(config: Config): Promise<Verdict> {
  const installed = await loadInstalledRaceModel(config.modelsDirectory);
  if (installed.status === 'unusable') return { status: 'failed', detail: installed.problem };
  const detail =
    installed.status === 'installed'
      ? `${installed.model.id} ${installed.model.version} checked against its descriptor`
      : 'not estimated: no model is installed (docs/models.md)';
  return { status: 'ok', detail };
}

/** The languages that can be read, and how to install others: they are optional, so that none is no fault. */
function localScriptsDetail(installed: InstalledLanguages): string {
  const codes = localLanguages.filter((language) => isInstalled(installed, language)).map(({ code }) => code);
  const example = installCommand(['ara', 'heb']);
  return codes.length === 0
    ? `no language installed; names in Arabic, Hebrew and other scripts are not read. To install, for example: ${example}`
    : `languages installed: ${codes.join(', ')}; others as in ${example}`;
}

async function checkDataDirectory({ dataDirectory }: Config): Promise<Verdict> {
  if (!(await exists(dataDirectory))) {
    return { status: 'ok', detail: `${dataDirectory} is not there yet; the first start makes it` };
  }
  await access(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
  const openToOthers = process.platform !== 'win32' && ((await stat(dataDirectory)).mode & 0o077) !== 0;
  return openToOthers
    ? { status: 'warning', detail: `${dataDirectory} can be read by other users; chmod 700 it` }
    : { status: 'ok', detail: dataDirectory };
}

async function checkDisk({ dataDirectory }: Config): Promise<Verdict> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataDirectory));
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free >= enoughFreeBytes ? { status: 'ok', detail } : { status: 'warning', detail: `only ${detail}` };
}

async function checkDatabase(config: Config): Promise<Verdict> {
  const file = config.database.kind === 'sqlite' ? await checkSqliteFile(config) : null;
  const first = file ?? (await checkTables(config));
  if (first !== null) return first;
  // Opens only under the key that the data was sealed with.
  await (await openStore(config, Date.now(), refuseOlderDatabase)).close();
  return { status: 'ok', detail: 'sound, and sealed under the configured key' };
}

/** Null: it is there and sound. */
async function checkSqliteFile(config: Config): Promise<Verdict | null> {
  const file = path.join(config.dataDirectory, databaseFileName);
  if (!(await exists(file))) return { status: 'ok', detail: 'not there yet; the first start makes them' };
  const database = new Database(file, { readonly: true });
  try {
    const result: unknown = database.pragma('quick_check', { simple: true });
    if (result !== 'ok') return { status: 'failed', detail: `${file} is damaged: ${String(result)}` };
  } finally {
    database.close();
  }
  return null;
}

/** Null: it is up to date, and holds data. Else it is left as it is: opening it would write. */
async function checkTables(config: Config): Promise<Verdict | null> {
  const database = await openConfiguredDatabase(config);
  try {
    const migrations = await migrationsOf(database);
    const state = `${database.place} ${database.shared ? 'answers' : 'is sound'}`;
    const pending = migrations.filter(({ appliedAt }) => appliedAt === null).length;
    if (pending > 0) {
      return { status: 'ok', detail: `${state}; the next start applies ${pending} migrations` };
    }
    const empty = (await findInstallation(database.db)) === undefined;
    return empty ? { status: 'ok', detail: `${state}, and holds nothing yet` } : null;
  } finally {
    await database.close();
  }
}

async function examine(check: string, work: () => Promise<Verdict>): Promise<Finding> {
  try {
    return { check, ...(await work()) };
  } catch (error) {
    return failedBy(check, error);
  }
}

const ok = (check: string, detail: string): Finding => ({ check, status: 'ok', detail });

function failedBy(check: string, error: unknown): Finding {
  const expected = error instanceof StartUpError || error instanceof ModelFileError;
  const detail = expected || (error instanceof Error && 'code' in error) ? (error as Error).message : String(error); // both are Errors
  return { check, status: 'failed', detail };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : nearestFolder(path.dirname(folder));
}
