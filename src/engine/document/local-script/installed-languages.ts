import { existsSync } from 'node:fs';
import path from 'node:path';
import { localLanguages, type LocalLanguage, type LocalLanguageCode } from '#engine/document/tables/local-languages.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';

/** What of the optional packages for local scripts lies on this machine; plain data, so that it crosses threads. */
export interface InstalledLanguages {
  /** Folder of `tesseract.js-core`; null where it is not installed, and no language can be read then. */
  readonly engineFolder: string | null;
  /** Language → its gzipped data file. */
  readonly files: Readonly<Partial<Record<LocalLanguageCode, string>>>;
}

/** The npm package with Tesseract compiled to WebAssembly. */
export const enginePackage = 'tesseract.js-core';
/** The version that the reader was written and measured with. */
const engineVersion = '7.0.0';
/** The integer form of Tesseract's best nets: a tenth of the size of the full data, and as good on rendered names. */
const dataFolder = '4.0.0_best_int';

/** The npm package with the data of a language. */
export const packageOfLanguage = (code: LocalLanguageCode): string => `@tesseract.js-data/${code}`;

/** Looks on disk for the packages; nothing is fetched and none of them is loaded. */
export function findInstalledLanguages(
  findFolder: (packageName: string) => string | null = findPackageFolder,
): InstalledLanguages {
  const files: Partial<Record<LocalLanguageCode, string>> = {};
  for (const { code } of localLanguages) {
    const folder = findFolder(packageOfLanguage(code));
    if (folder === null) continue;
    const file = path.join(folder, dataFolder, `${code}.traineddata.gz`);
    if (existsSync(file)) files[code] = file;
  }
  return { engineFolder: findFolder(enginePackage), files };
}

/** Whether a language can be read. */
export const isInstalled = ({ engineFolder, files }: InstalledLanguages, { code }: LocalLanguage): boolean =>
  engineFolder !== null && files[code] !== undefined;

/** The command that installs languages, and the engine that reads them, beside this package. */
export const installCommand = (codes: readonly LocalLanguageCode[]): string =>
  ['npm install --no-save', `${enginePackage}@${engineVersion}`, ...codes.map(packageOfLanguage)].join(' ');
