import { isLoopbackHost, isLoopbackUrl } from '#http/loopback.js';

/** Who gets the demo page. */
export type DemoSwitch = 'off' | 'this-machine' | 'anybody';

/** `auto` is for a developer before the machine: whatever hints at visitors from elsewhere leaves the page away. */
export function demoAccess(
  demo: 'auto' | 'on' | 'off',
  {
    host,
    publicUrl,
    trustedProxies,
  }: { readonly host: string; readonly publicUrl: string | null; readonly trustedProxies: readonly string[] },
): DemoSwitch {
  if (demo !== 'auto') return demo === 'on' ? 'anybody' : 'off';
  const isCalledHere = publicUrl === null || isLoopbackUrl(publicUrl);
  return isLoopbackHost(host) && isCalledHere && trustedProxies.length === 0 ? 'this-machine' : 'off';
}
