/** Two pictures of which is known whether they show one person. */
export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** For figures per group, such as a demographic one. */
  readonly group?: string;
}

/**
 * Who is on each picture, as far as the labels tell: pictures joined by pairs of one person, directly or through
 * others, are one person. Throws where a pair of two people joins pictures that others say are of one.
 */
export function identitiesFromLabels(pairs: readonly LabelledPair[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const find = (file: string): string => {
    let root = file;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    let step = file;
    while (step !== root) {
      const next = parents.get(step) ?? root;
      parents.set(step, root);
      step = next;
    }
    if (!parents.has(root)) parents.set(root, root);
    return root;
  };
  for (const { a, b, same } of pairs) {
    const [rootA, rootB] = [find(a), find(b)];
    if (same) parents.set(rootB, rootA);
  }
  for (const { a, b, same } of pairs) {
    if (!same && find(a) === find(b))
      throw new LabelError(`${a} and ${b} are labelled as two people, other pairs say one`);
  }
  return new Map([...parents.keys()].map((file) => [file, find(file)]));
}

/** The labels contradict each other; the message is for whoever made them. */
export class LabelError extends Error {}
