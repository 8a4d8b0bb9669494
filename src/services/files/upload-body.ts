/** The body broke off, or was not what was announced; nobody's fault but the sender's. */
export class UploadBodyError extends Error {
  override readonly name = 'UploadBodyError';
  constructor(readonly reason: 'incomplete' | 'content-different') {
    super(reason);
  }
}

export interface ExpectedBody {
  readonly sizeBytes: number;
  /** Judges the first bytes: at most `headBytes`, fewer only where the body has no more. */
  readonly headBytes: number;
  readonly isRight: (head: Uint8Array) => boolean;
}

/**
 * Passes a body on while it is what was announced: nothing before its first bytes were judged, and not one byte beyond its
 * size. Throws `UploadBodyError` where it is not, or breaks off.
 */
export async function* checkedBody(
  body: AsyncIterable<Uint8Array>,
  { sizeBytes, headBytes, isRight }: ExpectedBody,
): AsyncGenerator<Uint8Array> {
  let passedBytes = 0;
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of toldApart(body)) {
    passedBytes += chunk.length;
    if (passedBytes > sizeBytes) throw new UploadBodyError('incomplete');
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < Math.min(headBytes, sizeBytes)) continue;
    if (!isRight(head.subarray(0, headBytes))) throw new UploadBodyError('content-different');
    yield head;
    head = null;
  }
  if (passedBytes < sizeBytes) throw new UploadBodyError('incomplete');
}

/** A sender that is gone must not look like a store that failed. */
async function* toldApart(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new UploadBodyError('incomplete');
  }
}
