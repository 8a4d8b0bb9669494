import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { miniFasNet } from '#engine/models/conversion/minifasnet.js';
import { readStateDict } from '#engine/models/pytorch/read-state-dict.js';
import { createSession } from '#engine/models/session.js';
import { missing, testData } from '../../../../test/support/test-data.js';

interface Reference {
  readonly cases: readonly ({ readonly element: string } & Readonly<Record<string, readonly number[]>>)[];
}

/** The inputs of reference.json, by its own words for them. */
const inputs: Readonly<Record<string, (i: number) => number>> = {
  '(i*37+11)%256': (i) => (i * 37 + 11) % 256,
  '(i//6400*60+(i%80)*2)%256': (i) => (Math.floor(i / 6400) * 60 + (i % 80) * 2) % 256,
  '128': () => 128,
};

test.skipIf(missing('models/minifasnet')).each(['2.7_80x80_MiniFASNetV2', '4_0_0_80x80_MiniFASNetV1SE'])(
  '%s gives what the original gave in PyTorch, to 1e-5',
  async (name) => {
    const weights = readStateDict(readFileSync(testData('models/minifasnet', `${name}.pth`)));
    const session = await createSession(miniFasNet(name, weights), { fixedShapes: true });
    const text = readFileSync(testData('models/minifasnet/reference.json'), 'utf8');
    const { cases } = JSON.parse(text) as Reference; // its own format, described in the file
    expect(new Set(cases.map(({ element }) => element))).toEqual(new Set(Object.keys(inputs)));
    for (const { element, ...outputs } of cases) {
      const data = Float32Array.from({ length: 3 * 80 * 80 }, (_, i) => inputs[element]!(i));
      const { probabilities } = await session.run({ input: { dims: [1, 3, 80, 80], data } });
      const differences = outputs[name]!.map((expected, i) => Math.abs(expected - probabilities!.data[i]!));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
    }
    await session.release();
  },
);

test('a weight that is missing is named', () => {
  const weights = new Map([['module.conv1.conv.weight', { dims: [1, 3, 3, 3], data: new Float32Array(27) }]]);
  expect(() => miniFasNet('minifasnet', weights)).toThrow('the state dict has no weight conv1.bn.weight');
});
