import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { londonOwners, verifyRenderedOwner } from '../support/rendered-owners.js';
import { missing } from '../support/test-data.js';
import { inShortForm } from '../support/test-form.js';

// Some of the first drawing of test/long/rendered-owners.test.ts.
test.skipIf(missing('data/faces/london'))(
  'some owners of photographed documents are not refused (needs the test data)',
  async () => {
    const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
    const parts = await createEngineParts({ models });
    for (const [index, owner] of inShortForm(1, await londonOwners(14)).entries()) {
      const { outcome, score } = await verifyRenderedOwner(owner, 1000 + 14 * index, parts);
      expect(['match', 'review', 'not-acquired'], `${owner.neutral}: ${score}`).toContain(outcome);
    }
  },
  300_000,
);
