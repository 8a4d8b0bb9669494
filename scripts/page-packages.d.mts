export const pagePackages: readonly string[];
