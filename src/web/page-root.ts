/**
 * Where the page's own files begin, as browsers see it, without a trailing slash: `/dashboard`, or `/verify/dashboard` where the
 * server's public address has a path. What was built lies in `assets/` below.
 */
export const pageRoot = new URL(import.meta.url).pathname.replace(/\/assets\/[^/]*$/, '');
