import { expect, test } from 'vitest';
import { networkOf } from '#services/sessions/network-address.js';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:db8:1:2::99', '2001:db8:1:2::'],
  ['192.0.2.7:50123', '192.0.2.7'],
  ['[2001:db8:1:2::99]:50123', '2001:db8:1:2::'],
  ['[2001:db8:1:2::99]', '2001:db8:1:2::'],
  ['[::ffff:192.0.2.7]:1', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6:50123', 'unknown'],
  ['192.0.2.7:x', 'unknown'],
  ['nowhere', 'unknown'],
  ['elsewhere', 'unknown'],
  ['', 'unknown'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
