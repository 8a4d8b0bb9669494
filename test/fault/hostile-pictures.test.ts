import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import { missing, testData } from '../support/test-data.js';

interface Entry {
  readonly file: string;
  readonly labels: { readonly expect: string };
}

test.skipIf(missing('data/hostile'))(
  '1463 broken, odd and extreme pictures decode or fail with a declared code',
  async () => {
    const index = JSON.parse(readFileSync(testData('data/index.json'), 'utf8')) as Entry[]; // the format of the data's own index
    const entries = index.filter((entry) => entry.file.startsWith('hostile/'));
    const decodedThoughBroken: string[] = [];
    const refusedThoughValid: string[] = [];
    for (const { file, labels } of entries) {
      const opened = await openImage(readFileSync(testData('data', file)));
      if (opened.ok && labels.expect === 'must fail cleanly') decodedThoughBroken.push(file);
      const validHere = labels.expect === 'valid' || labels.expect.startsWith('EXIF orientation');
      if (!opened.ok && validHere && opened.failure.code !== 'image-type-unsupported')
        refusedThoughValid.push(`${file} ${opened.failure.code}`);
    }
    expect(entries.length).toBe(1463);
    expect({ decodedThoughBroken, refusedThoughValid }).toEqual({ decodedThoughBroken: [], refusedThoughValid: [] });
  },
);
