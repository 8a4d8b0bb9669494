/** What stands before every path of this server where its public address has one, such as `/verify`; else empty. */
export const basePathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, '');

/** The path as this server knows it, of a proxy that takes the base path away and of one that passes it on. */
export const withoutBasePath = (url: string, basePath: string): string =>
  basePath !== '' && url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
