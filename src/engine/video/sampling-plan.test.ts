import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PacketTable } from '#engine/video/packet-table.js';
import { samplingPlan } from '#engine/video/sampling-plan.js';

/** Pictures of 100 × 100 pixels, one every `everyMs`; each `keyEvery`th needs no other. */
const table = (count: number, everyMs: number, keyEvery = 1000, startMs = 0): PacketTable => ({
  width: 100,
  height: 100,
  packets: Array.from({ length: count }, (_, index) => ({
    timeMs: startMs + index * everyMs,
    durationMs: everyMs,
    isKey: index % keyEvery === 0,
  })),
});
const all = 1e12;

test('frames are spread evenly over the time', () => {
  expect(samplingPlan(table(50, 100), { frames: 5, decodablePixels: all })).toEqual({
    startMs: 0,
    windowMs: 5000,
    intervalMs: 1000,
    keysOnly: false,
    durationMs: 5000,
    framesPerSecond: 10,
    timesMs: [0, 1000, 2000, 3000, 4000],
  });
});

test('a video whose clock does not begin at 0', () => {
  const plan = samplingPlan(table(50, 100, 1000, 7000), { frames: 5, decodablePixels: all });
  expect(plan).toMatchObject({ startMs: 7000, windowMs: 5000, timesMs: [0, 1000, 2000, 3000, 4000] });
});

test('fewer pictures than frames: each once', () => {
  expect(samplingPlan(table(3, 1000), { frames: 10, decodablePixels: all }).timesMs).toEqual([0, 1000, 2000]);
  expect(samplingPlan(table(1, 0), { frames: 10, decodablePixels: all })).toMatchObject({
    timesMs: [0],
    durationMs: 0,
    framesPerSecond: 0,
  });
});

test('nothing after the first 30 s', () => {
  const plan = samplingPlan(table(3600, 1000), { frames: 10, decodablePixels: all });
  expect([plan.durationMs, plan.windowMs, plan.timesMs.at(-1)]).toEqual([30_000, 30_000, 27_000]);
});

test('too much to decode: only pictures that need no other, where there are enough', () => {
  const plan = samplingPlan(table(600, 50, 20), { frames: 10, decodablePixels: 100 * 100 * 100 });
  expect(plan).toMatchObject({ keysOnly: true, windowMs: 30_000, durationMs: 30_000 });
  expect(plan.timesMs).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27].map((second) => second * 1000));
});

test('too much to decode and hardly any such picture: only the beginning', () => {
  const plan = samplingPlan(table(600, 50, 300), { frames: 10, decodablePixels: 100 * 100 * 100 });
  expect(plan).toMatchObject({ keysOnly: false, windowMs: 5000, durationMs: 30_000, intervalMs: 500 });
  expect(plan.timesMs).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500]);
});

test('never more than the frames asked for, always one, by rising time', () => {
  const packets = fc.array(fc.record({ timeMs: fc.nat(60_000), durationMs: fc.nat(100), isKey: fc.boolean() }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(packets, fc.integer({ min: 1, max: 12 }), fc.nat(1_000_000), (list, frames, decodablePixels) => {
      const sorted = [...list].sort((a, b) => a.timeMs - b.timeMs);
      const { timesMs } = samplingPlan({ width: 100, height: 100, packets: sorted }, { frames, decodablePixels });
      const rising = timesMs.every((time, index) => index === 0 || time >= timesMs[index - 1]!);
      return timesMs.length >= 1 && timesMs.length <= frames && rising;
    }),
  );
});
