import { expect, test } from 'vitest';
import { pageHeaders } from '#http/capture/page-headers.js';

const policyFor = (...origins: string[]): string => pageHeaders(origins, '')['content-security-policy']!;

test('an origin that an application names adds no rule and no policy of its own', () => {
  const policy = policyFor(
    'https://shop.example',
    'https://x.example;report-uri',
    'https://a,b.example',
    'data:text/html,x',
  );
  expect(policy).toContain('frame-ancestors https://shop.example; report-uri /csp-reports');
  expect(policy.split(';')).toHaveLength(policyFor('https://shop.example').split(';').length);
  expect(policy).not.toContain(',');
});

test('where it names none that counts, nobody frames the page', () => {
  expect(policyFor('https://x.example;report-uri')).toContain("frame-ancestors 'none'");
});
