import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { seededRandom } from '#specimens/random.js';
import { personPicture } from '../support/drawn-video.js';
import { judgeAttack, trackOfAttack } from '../support/picture-attacks.js';

// The long form of the attacks in test/golden/active-liveness.test.ts.
test('200 pictures, flat and bent, held before the camera with any motion: none is taken for a person', async () => {
  const tasks = await createEngineTasks({
    models: await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') }),
  });
  const random = seededRandom(2026);
  const pictures = [await personPicture('a'), await personPicture('b')];
  const counts = new Map<string, number>();
  const reliefs: number[] = [];
  let accepted = 0;
  for (let attack = 0; attack < 200; attack++) {
    const track = await trackOfAttack(pictures[attack % 2]!, random, tasks);
    const { fine, reasons, evidence } = await judgeAttack(track, tasks);
    if (fine) accepted += 1;
    if (evidence.relief !== null) reliefs.push(evidence.relief);
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  process.stdout.write(
    `accepted ${accepted} of 200; reasons ${JSON.stringify(Object.fromEntries(counts))}; ` +
      `turned by 20 degrees or more ${reliefs.length}, relief at most ${Math.max(...reliefs).toFixed(3)}\n`,
  );
  expect(accepted).toBe(0);
});
