import { StartUpError } from '#main/start-up-error.js';
import { refusalDescriptions, type HttpOut } from '#ports/http-out.js';

/** A machine without a network is told so soon. */
const connectTimeoutMs = 10_000;
const leastTimeoutMs = 60_000;
/** A slow line may take this long for a megabyte. */
const msPerMegabyte = 8_000;

/**
 * A model's file from an address of a card of this package or of the operator's. Whoever calls this checks its digest.
 * Throws `StartUpError`.
 */
export async function downloadModel(url: string, mostBytes: number, httpOut: HttpOut): Promise<Uint8Array> {
  const result = await httpOut.request({
    method: 'GET',
    url,
    purpose: 'model-download',
    headers: {},
    connectTimeoutMs,
    timeoutMs: Math.max(leastTimeoutMs, (mostBytes / 1e6) * msPerMegabyte),
    maxBodyBytes: mostBytes,
    overflow: 'fail',
  });
  if (result.kind === 'refused') throw new StartUpError(`${url} is not called: ${refusalDescriptions[result.reason]}`);
  if (result.kind === 'failed') throw new StartUpError(`${url} cannot be downloaded: ${result.reason}`);
  if (result.status !== 200) throw new StartUpError(`${url} cannot be downloaded: it answers ${result.status}`);
  return result.body;
}
