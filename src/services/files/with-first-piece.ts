/** The same pieces, the first of them read already: what cannot be read throws here. Stopping, also at once, ends `content`. */
export async function withFirstPiece(content: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const pieces = content[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | null = await pieces.next();
  // No generator: one that was never asked for a piece would not let go of the store when its reader goes.
  const all: AsyncIterator<Uint8Array> = {
    async next() {
      const next = first ?? (await pieces.next());
      first = null;
      return next;
    },
    return: async () => (await pieces.return?.()) ?? { done: true, value: undefined },
  };
  return { [Symbol.asyncIterator]: () => all };
}
