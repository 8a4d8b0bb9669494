/** A phrase in the signs of an alphabet. */
export interface SignedPhrase {
  /** One number for each letter and digit, equal for those that count as one. */
  readonly letters: readonly number[];
  /** Whether a word ends with the letter. */
  readonly endsWord: readonly boolean[];
}

/**
 * Phrases by the letters they begin with, so that what is common to hundreds of them is looked at once. Every node is a
 * letter behind those of its ancestors; a node's descendants follow it and end before `behind[node]`.
 */
export interface PhraseTree {
  readonly letter: Int32Array;
  readonly endsWord: Uint8Array;
  /** Letters before it. */
  readonly depth: Uint8Array;
  /** -1 where there is none. */
  readonly parent: Int32Array;
  readonly behind: Int32Array;
  /** Indices of the phrases that end with the node. */
  readonly phrases: readonly (readonly number[])[];
  /** By phrase, the node it ends with. */
  readonly lastNode: Int32Array;
}

interface Branch {
  readonly letter: number;
  readonly endsWord: boolean;
  readonly phrases: number[];
  readonly branches: Map<number, Branch>;
}

export function growPhraseTree(phrases: readonly SignedPhrase[]): PhraseTree {
  const root: Branch = { letter: -1, endsWord: true, phrases: [], branches: new Map() };
  phrases.forEach(({ letters, endsWord }, index) => {
    let branch = root;
    letters.forEach((letter, position) => {
      const ends = endsWord[position]!;
      const key = 2 * letter + Number(ends);
      if (!branch.branches.has(key)) {
        branch.branches.set(key, { letter, endsWord: ends, phrases: [], branches: new Map() });
      }
      branch = branch.branches.get(key)!;
    });
    branch.phrases.push(index);
  });
  const nodes: { branch: Branch; depth: number; parent: number; behind: number }[] = [];
  const lay = (branch: Branch, depth: number, parent: number): void => {
    const node = { branch, depth, parent, behind: 0 };
    const index = nodes.push(node) - 1;
    for (const next of branch.branches.values()) lay(next, depth + 1, index);
    node.behind = nodes.length;
  };
  for (const branch of root.branches.values()) lay(branch, 0, -1);
  const lastNode = new Int32Array(phrases.length);
  nodes.forEach(({ branch }, node) => branch.phrases.forEach((phrase) => (lastNode[phrase] = node)));
  return {
    letter: Int32Array.from(nodes, ({ branch }) => branch.letter),
    endsWord: Uint8Array.from(nodes, ({ branch }) => Number(branch.endsWord)),
    depth: Uint8Array.from(nodes, ({ depth }) => depth),
    parent: Int32Array.from(nodes, ({ parent }) => parent),
    behind: Int32Array.from(nodes, ({ behind }) => behind),
    phrases: nodes.map(({ branch }) => branch.phrases),
    lastNode,
  };
}
