/** Features that a page does without; those that browsers do not know are left out, for they complain of them. */
const offFeatures = [
  'accelerometer',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
] as const;

/** Permissions Policy (W3C): the camera, and nothing else. */
const permissionsPolicy = ['camera=(self)', ...offFeatures.map((feature) => `${feature}=()`)].join(', ');

/** Where browsers report what a policy kept a page from. */
export const policyReportPath = '/csp-reports';

/**
 * Content Security Policy, level 3: code, style and everything else from this server alone, and none of it inline. WebAssembly is
 * compiled in the page (`'wasm-unsafe-eval'`), which allows no other evaluation. `frameAncestors`: origins.
 */
const contentSecurityPolicy = (frameAncestors: readonly string[], reportPath: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    `report-uri ${reportPath}`,
  ].join('; ');

/**
 * The headers of a page. `embeddingOrigins`: as an application is set; only their origins count. `basePath`: of the server's
 * public address, without a trailing slash.
 */
export function pageHeaders(embeddingOrigins: readonly string[], basePath: string): Record<string, string> {
  const frameAncestors = embeddingOrigins
    .map((address) => new URL(address).origin)
    // A host may hold a semicolon, which would begin another rule, and a comma another policy.
    .filter((origin) => origin !== 'null' && !/[;,]/.test(origin));
  return {
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy(frameAncestors, basePath + policyReportPath),
    'permissions-policy': permissionsPolicy,
    'referrer-policy': 'no-referrer',
  };
}
