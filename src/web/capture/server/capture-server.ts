import { capturePaths } from '#contract/capture-paths.js';
import type {
  Captcha,
  CaptureError,
  CaptureView,
  Challenge,
  Continuation,
  Submission,
  Upload,
} from '#contract/capture.js';
import { CallFailed } from '#web/capture/server/call-failed.js';

/** The calls of `contract/capture.ts`. All of them fail with `CallFailed`. */
export interface CaptureServer {
  readonly eventsUrl: string;
  session(): Promise<CaptureView>;
  claim(continuation: string | null, embedded: boolean): Promise<CaptureView>;
  consent(): Promise<CaptureView>;
  decline(): Promise<CaptureView>;
  captcha(): Promise<Captcha>;
  answerCaptcha(challenge: string, solution: string): Promise<CaptureView>;
  challenge(): Promise<Challenge>;
  continuation(): Promise<Continuation>;
  openUpload(sizeBytes: number, sha256: string): Promise<Upload>;
  upload(id: string): Promise<Upload>;
  /** `onSent`: bytes of the part that have left. */
  sendPart(id: string, part: number, bytes: Blob, onSent: (bytes: number) => void): Promise<Upload>;
  submit(submission: Submission): Promise<CaptureView>;
}

const patienceMs = 30_000;
/** A submission is answered when it is judged. */
const judgingPatienceMs = 180_000;

/** `linkPath`: `/flow/<token>` or `/verif/<token>`, where the page itself lies. */
export function connectTo(linkPath: string): CaptureServer {
  const at = (path: string): string => `${linkPath.replace(/\/+$/, '')}/${path}`;
  const post = <Answer>(path: string, body: unknown = {}, waitMs = patienceMs): Promise<Answer> =>
    call<Answer>(at(path), waitMs, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    eventsUrl: at(capturePaths.events),
    session: () => call(at(capturePaths.session), patienceMs),
    claim: (continuation, embedded) => post(capturePaths.claim, { continuation, embedded }),
    consent: () => post(capturePaths.consent),
    decline: () => post(capturePaths.decline),
    captcha: () => post(capturePaths.captcha),
    answerCaptcha: (challenge, solution) => post(capturePaths.captchaAnswer, { challenge, solution }),
    challenge: () => post(capturePaths.challenge),
    continuation: () => post(capturePaths.continuation),
    openUpload: (sizeBytes, sha256) => post(capturePaths.uploads, { sizeBytes, sha256 }),
    upload: (id) => call(at(`${capturePaths.uploads}/${id}`), patienceMs),
    sendPart: (id, part, bytes, onSent) => put(at(`${capturePaths.uploads}/${id}/${part}`), bytes, onSent),
    submit: (submission) => post(capturePaths.pictures, submission, judgingPatienceMs),
  };
}

async function call<Answer>(url: string, waitMs: number, init: RequestInit = {}): Promise<Answer> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), waitMs);
  try {
    const response = await fetch(url, {
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: giveUp.signal,
      ...init,
    });
    return answerOf<Answer>(response.status, await response.text(), response.headers.get('retry-after'));
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    throw new CallFailed('connection', 0, true);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` tells nothing of what has been sent; this does. */
function put(url: string, bytes: Blob, onSent: (bytes: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.timeout = judgingPatienceMs;
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, bytes.size));
    request.onload = () => {
      try {
        resolve(answerOf<Upload>(request.status, request.responseText, request.getResponseHeader('retry-after')));
      } catch (error) {
        reject(error instanceof CallFailed ? error : new CallFailed('unreadable', request.status, true));
      }
    };
    const lost = (): void => reject(new CallFailed('connection', 0, true));
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    request.send(bytes);
  });
}

function answerOf<Answer>(status: number, text: string, retryAfter: string | null): Answer {
  const body = parsed(text);
  if (status >= 200 && status < 300 && body !== null) return body as Answer; // the server answers by its own schema
  const seconds = Number(retryAfter ?? Number.NaN);
  const error = body !== null && 'error' in body ? (body as CaptureError).error : null; // of the same schema
  throw new CallFailed(
    error?.code ?? 'unreadable',
    status,
    error?.retryable ?? status >= 500,
    Number.isFinite(seconds) ? seconds * 1000 : null,
  );
}

function parsed(text: string): object | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' ? body : null;
  } catch {
    return null;
  }
}
