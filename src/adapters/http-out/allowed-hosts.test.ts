import { expect, test } from 'vitest';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';

test.each([['10.0.0.0/33'], ['a b'], ['https://x.example'], ['1.2.3'], ['0x7f.1'], ['-a.example'], ['host:80'], ['']])(
  '%j is no allowed host',
  (part) => {
    expect(parseAllowedHosts([part])).toBeNull();
  },
);
