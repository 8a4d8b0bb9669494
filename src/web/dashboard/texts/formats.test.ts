import { expect, test } from 'vitest';
import { durationOf, numberOf, rateOf, sizeOf, spaced } from '#web/dashboard/texts/formats.js';

test('numbers keep about three digits and lose idle zeros', () => {
  expect([0, 0.5, 0.4126, 0.00000012, 12.34, 100, 1200, -0.25].map(numberOf)).toEqual([
    '0',
    '0.5',
    '0.413',
    '1.2e-7',
    '12.3',
    '100',
    '1200',
    '-0.25',
  ]);
});

test('durations and sizes are told in the unit that fits', () => {
  expect([12, 1234, 61_000, 7_200_000, 259_200_000].map(durationOf)).toEqual([
    '12 ms',
    '1.2 s',
    '1 min',
    '2 h',
    '3 days',
  ]);
  expect([12, 2048, 3_145_728].map(sizeOf)).toEqual(['12 B', '2 kB', '3.0 MB']);
});

test('codes become words', () => {
  expect(['headPoseYaw', 'document-front', 'no_match', 'user.signed-in'].map(spaced)).toEqual([
    'Head pose yaw',
    'Document front',
    'No match',
    'User signed in',
  ]);
});

test('small rates keep the digits that count', () => {
  expect([0.0000689, 0.000137, 0.358, 1].map(rateOf)).toEqual(['0.00689%', '0.0137%', '35.8%', '100%']);
});
