import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';

const exists = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );

/**
 * A models directory in `scratch` with the nets for liveness where this machine has them: installed, or among the data for
 * tests. What was converted before is taken along.
 */
export async function modelsWithNets(modelsDirectory: string, scratch: string): Promise<string> {
  const directory = path.join(scratch, 'models');
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(modelsDirectory)) {
    if (name.endsWith('.onnx')) await cp(path.join(modelsDirectory, name), path.join(directory, name));
  }
  const testData = path.resolve(packageRoot, process.env['BONAFIDE_TEST_DATA'] ?? '../shared');
  const places = [path.join(modelsDirectory, 'minifasnet'), path.join(testData, 'models/minifasnet')];
  for (const place of places) {
    if (!(await exists(place))) continue;
    await cp(place, path.join(directory, 'minifasnet'), { recursive: true });
    break;
  }
  return directory;
}
