import type { HttpOut } from '#ports/http-out.js';
import { pictureLimitBytes, type UploadedPicture } from '#services/uploaded-picture.js';

/** For name, connection and picture together: whoever calls is waiting, and holds a place. */
const timeoutMs = 10_000;
const headBytes = 512;

/**
 * The picture at an address that a caller gave, from hosts that the operator allows by name or network alone. `missing`
 * where it is refused, does not answer, or answers with anything but 200.
 */
export type FetchPicture = (url: string) => Promise<UploadedPicture>;

export function createFetchPicture({ httpOut }: { readonly httpOut: Pick<HttpOut, 'request'> }): FetchPicture {
  return async (url) => {
    const result = await httpOut.request({
      method: 'GET',
      url,
      purpose: 'image',
      headers: { accept: 'image/*' },
      timeoutMs,
      maxBodyBytes: pictureLimitBytes + 1,
      overflow: 'cut',
    });
    if (result.kind !== 'answered' || result.status !== 200) return { status: 'missing' };
    const { body } = result;
    return body.length > pictureLimitBytes
      ? { status: 'too-large', head: body.slice(0, headBytes) }
      : { status: 'complete', bytes: body };
  };
}
