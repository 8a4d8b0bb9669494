import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import { createThreadTemplateIndex } from '#adapters/template-index/thread-template-index.js';
import { describeTemplateIndex } from '#ports/template-index.suite.js';

const workerFile = path.resolve(import.meta.dirname, '../../../dist/adapters/template-index/worker.js');

describeTemplateIndex('in this thread', createMemoryTemplateIndex);
describeTemplateIndex('in a thread of its own', (options) => createThreadTemplateIndex({ workerFile, ...options }));

const change = (vector: Float32Array) =>
  ({
    change: 1,
    owner: { applicationId: 'app_a', mode: 'live' },
    templateNumber: 1,
    kind: 'enrolled',
    samples: [{ number: 1, template: { digest: 'd', vector } }],
  }) as const;
const gallery = { applicationId: 'app_a', mode: 'live', digest: 'd' } as const;

test('a thread that dies fails its calls; the next call finds an empty one that can be filled again', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-index-'));
  const dying = path.join(directory, 'worker.mjs');
  // Dies of the first search of all, and never again.
  writeFileSync(
    dying,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     const marker = ${JSON.stringify(path.join(directory, 'died'))};
     await import(${JSON.stringify(pathToFileURL(workerFile).href)});
     parentPort.on('message', ({ name }) => {
       if (name !== 'search' || existsSync(marker)) return;
       writeFileSync(marker, '');
       process.exit(3);
     });`,
  );
  const index = createThreadTemplateIndex({ workerFile: dying, largestBytes: 1e9 });
  const probe = { vector: Float32Array.of(1, 2), metric: 'euclidean', limit: 1, threshold: 0 } as const;
  try {
    await index.apply([change(Float32Array.of(1, 2))], { after: 0, upTo: 7 });
    expect([index.position, index.usage.samples]).toEqual([7, 1]);
    await expect(index.search(gallery, probe)).rejects.toThrow('the search thread ended');
    expect([index.position, index.usage.samples]).toEqual([0, 0]);
    expect(await index.search(gallery, probe)).toEqual([]);
    await index.apply([change(Float32Array.of(1, 2))], { after: 0, upTo: 7 });
    expect(await index.search(gallery, probe)).toMatchObject([{ templateNumber: 1, sampleNumber: 1 }]);
  } finally {
    await index.close();
    rmSync(directory, { recursive: true });
  }
});

test('a fault in a call is its answer, and the thread lives on', async () => {
  const index = createThreadTemplateIndex({ workerFile, largestBytes: 1e9 });
  await index.apply([change(Float32Array.of(1, 2))], { after: 0, upTo: 7 });
  const short = { vector: Float32Array.of(1), metric: 'euclidean', limit: 1, threshold: 0 } as const;
  await expect(index.search(gallery, short)).rejects.toThrow('equally long');
  expect(index.position).toBe(7);
  await index.close();
  await expect(index.search(gallery, short)).rejects.toThrow('closed');
});
