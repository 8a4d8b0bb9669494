/** The same bytes in pieces of `pieceBytes`; only the last one may be shorter, and none is empty. */
export async function* inPieces(content: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncGenerator<Buffer, void> {
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  for await (let chunk of content) {
    while (gatheredBytes + chunk.length >= pieceBytes) {
      const missingBytes = pieceBytes - gatheredBytes;
      yield Buffer.concat([...gathered, chunk.subarray(0, missingBytes)]);
      chunk = chunk.subarray(missingBytes);
      gathered = [];
      gatheredBytes = 0;
    }
    if (chunk.length === 0) continue;
    gathered.push(chunk);
    gatheredBytes += chunk.length;
  }
  if (gatheredBytes > 0) yield Buffer.concat(gathered);
}
