import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { pagePackages } from '../../scripts/page-packages.mjs';
import { billOfMaterials } from '../../scripts/sbom.mjs';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }; // npm's own format
const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }; // as above

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const installed = Object.entries(packages).filter(
  ([place, { link }]) => place.includes('node_modules/') && link !== true,
);
const shipped = installed.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);

test('what is installed is what was locked, byte for byte', () => {
  expect(installed.length).toBeGreaterThan(300);
  const unsure = installed.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
  expect(unsure.map(([place]) => place)).toEqual([]);
  // From a registry alone: no repository, no file, nothing over plain http.
  const elsewhere = installed.filter(([, { resolved = 'https://' }]) => !resolved.startsWith('https://'));
  expect(elsewhere.map(([place]) => place)).toEqual([]);
});

test('no package runs a script when it is installed, but those that were looked at', () => {
  const scripted = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([place]) => nameOf(place));
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
  // Of what is shipped one may: it fetches or builds its own binary.
  const running = shipped
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([place]) => nameOf(place))
    .filter((name) => allowScripts[name] === true);
  expect(running).toEqual(['better-sqlite3']);
});

/** Licences that ask for nothing but to be named. */
const permissive = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT']);
/** Names that begin so → how NOTICE tells of them. */
const exceptions: Readonly<Record<string, string>> = {
  '@img/sharp-': 'libvips (LGPL-3.0-or-later)',
  'libheif-js': 'libheif-js (LGPL-3.0)',
  '@ffmpeg/core': '@ffmpeg/core (GPL-2.0-or-later)',
  'dejavu-fonts-ttf': 'dejavu-fonts-ttf (Bitstream Vera and Arev licences)',
};

/** Whether an SPDX expression of AND and OR, without nesting, leaves a choice that is permissive. */
const isPermissive = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => permissive.has(one)));

test('every package that is shipped has a licence that asks for nothing, or NOTICE tells of it', () => {
  const notice = read('NOTICE');
  const { components } = billOfMaterials();
  const licences = new Map(
    components.map(({ name, version, licenses = [] }) => [
      `${name}@${version}`,
      licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND '),
    ]),
  );
  const told = (name: string): boolean =>
    Object.entries(exceptions).some(([begin, words]) => name.startsWith(begin) && notice.includes(words));
  const unclear = [...licences].filter(([name, licence]) => !isPermissive(licence) && !told(name));
  expect(unclear).toEqual([]);
  const idle = Object.keys(exceptions).filter((begin) => ![...licences.keys()].some((name) => name.startsWith(begin)));
  expect(idle).toEqual([]);
});

test('the bill of materials lists every package that is shipped, with its hash, and those of the pages', () => {
  const { bomFormat, components, metadata } = billOfMaterials();
  expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', 'bonafide-server']);
  const listed = new Set(
    components.map(({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`),
  );
  const missing = shipped
    .map(([place, { version }]) => `${nameOf(place)}@${version}`)
    .filter((one) => !listed.has(one));
  expect(missing).toEqual([]);
  expect(pagePackages.filter((name) => ![...listed].some((one) => one.startsWith(`${name}@`)))).toEqual([]);
  expect(components.filter(({ hashes = [] }) => !hashes.some(({ alg }) => alg === 'SHA-512'))).toEqual([]);
});

test('the packages of the pages are those that their code imports', () => {
  const folder = path.join(packageRoot, 'src/web');
  const imported = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|suite)\./.test(name))
      .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/from '([^'#.][^']*)'/g)])
      .map(([, target]) =>
        target!
          .split('/')
          .slice(0, target!.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((name) => !name.startsWith('node:')),
  );
  expect([...imported].sort()).toEqual([...pagePackages].sort());
});
