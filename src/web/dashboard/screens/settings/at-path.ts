export type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `group.name`; undefined where there is none. */
export function valueAt(tree: unknown, path: string): unknown {
  let found: unknown = tree;
  for (const name of path.split('.')) {
    if (!isTree(found)) return undefined;
    found = found[name];
  }
  return found;
}

/** Values by `group.name`, as the tree that the server is sent. */
export function treeOf(values: ReadonlyMap<string, unknown>): Record<string, Record<string, unknown>> {
  const tree: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of values) {
    const [group = '', name = ''] = path.split('.');
    tree[group] = { ...tree[group], [name]: value };
  }
  return tree;
}

/** Whether two values of settings are the same. */
export const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
