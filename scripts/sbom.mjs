// npm run sbom [file]: the bill of materials of what is shipped, in CycloneDX: the packages that the server runs on, and those
// that are built into its pages. Made from the lock file by npm itself; nothing is installed or fetched.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagePackages } from './page-packages.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** npm's own document of everything that is locked. What its `--omit=dev` leaves out is also what development needs besides. */
function everything() {
  const { status, stdout, stderr } = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--workspaces=false'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm sbom failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** `from`, and what they need, as references. */
function closureOf(from, dependencies) {
  const needs = new Map(dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const found = new Set();
  const waiting = [...from];
  while (waiting.length > 0) {
    const ref = waiting.pop();
    if (found.has(ref)) continue;
    found.add(ref);
    waiting.push(...(needs.get(ref) ?? []));
  }
  return found;
}

const nameOf = ({ group, name }) => (group === undefined ? name : `${group}/${name}`);

/** The document as it is written. */
export function billOfMaterials() {
  const all = everything();
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const itself = all.metadata.component['bom-ref'];
  const direct = new Set(all.dependencies.find(({ ref }) => ref === itself).dependsOn);
  const namedAmong = (names) =>
    all.components
      .filter((one) => direct.has(one['bom-ref']) && names.includes(nameOf(one)))
      .map((one) => one['bom-ref']);
  const runs = namedAmong(Object.keys({ ...own.dependencies, ...own.optionalDependencies }));
  const inServer = closureOf(runs, all.dependencies);
  const builtIn = namedAmong(pagePackages);
  const inPages = closureOf(builtIn, all.dependencies);
  const isShipped = (ref) => inServer.has(ref) || inPages.has(ref);
  const components = all.components
    .filter((one) => isShipped(one['bom-ref']))
    .map((one) => ({
      ...one,
      // Whatever else it is for: it is there.
      properties: inServer.has(one['bom-ref']) ? [] : [{ name: 'bonafide:built-into', value: 'dist/web' }],
    }));
  // npm names the package by the folder that it lies in.
  const { name, version, license } = own;
  const component = { ...all.metadata.component, name, version, licenses: [{ license: { id: license } }] };
  return {
    ...all,
    metadata: { ...all.metadata, component },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => ref === itself || isShipped(ref))
      .map((one) => (one.ref === itself ? { ...one, dependsOn: [...runs, ...builtIn] } : one)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.resolve(process.argv[2] ?? 'bonafide.cdx.json');
  const document = billOfMaterials();
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  process.stdout.write(`${file}: ${document.components.length} packages\n`);
}
