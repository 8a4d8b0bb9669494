import { expect, test } from 'vitest';
import { networkOf } from '#services/sessions/network-address.js';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:db8:1:2::99', '2001:db8:1:2::'],
  ['nowhere', 'nowhere'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
