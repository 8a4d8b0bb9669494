import { ResolutionError } from '#adapters/http-out/guarded-connector.js';
import type { OutgoingResult } from '#ports/http-out.js';

type FailureReason = Extract<OutgoingResult, { kind: 'failed' }>['reason'];

/** Codes of OpenSSL's verification and of Node's TLS; both have no common class. */
const tlsCodes =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_|ERROR_IN_CERT|EPROTO$)/;
const tooLargeCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE']);
const timeoutCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/** What kind of failure an error of the HTTP client is, told by its class and code. */
export function failureReason(error: unknown): FailureReason {
  if (error instanceof ResolutionError) return 'resolution';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (tlsCodes.test(code)) return 'tls';
  if (tooLargeCodes.has(code)) return 'response-too-large';
  return timeoutCodes.has(code) ? 'timeout' : 'connection';
}
