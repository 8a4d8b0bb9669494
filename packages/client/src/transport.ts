import { BonafideError } from './errors.js';
import { readAnswer } from './read-answer.js';
import { waitBefore } from './retry.js';

export interface BonafideOptions {
  /** Of the server, without `/api/v2`. */
  readonly url: string;
  readonly key: string;
  readonly fetch?: typeof fetch;
  /** For each attempt, its answer included. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Attempts after the first. Default: 3. */
  readonly retries?: number;
  readonly sleep?: (ms: number) => Promise<void>;
  /** 0 to 1, for the jitter of waits. */
  readonly random?: () => number;
}

export interface CallOptions {
  /** Ends the call, its waits included, with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface CreateOptions extends CallOptions {
  /** Equal calls with equal keys are executed once; made anew for each call where nothing is said. */
  readonly idempotencyKey?: string;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v2`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  /** Makes something: carries an Idempotency-Key, the same on every attempt. */
  readonly creates?: boolean;
  /** A GET with an effect: what it shows, it shows once, so that a repetition could hide it. */
  readonly once?: boolean;
}

export interface Transport {
  /** The parsed answer; undefined where it has no body. Throws BonafideError. */
  call<Answer>(call: Call, options?: CreateOptions): Promise<Answer>;
  /** Bytes to a signed address, which is never told the key. */
  send(
    to: { url: string; method: string; headers: Record<string, string> },
    body: Blob,
    options?: CallOptions,
  ): Promise<void>;
}

/** Calls that had no effect because the server refused them before any work. */
const refused = (error: BonafideError): boolean => error.status === 429 || error.status === 503;
/** Faults after which nobody knows what happened; 502 and 504 are a proxy's words for them. */
const uncertain = ({ code, status }: BonafideError): boolean =>
  code === 'network-failed' || code === 'timed-out' || status === 500 || status === 502 || status === 504;

export function createTransport(options: BonafideOptions): Transport {
  const base = new URL(options.url).href.replace(/\/+$/, '');
  const key = visible(options.key, 'key');
  const { timeoutMs: usualTimeoutMs = 60_000, retries = 3, random = Math.random } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  // Called as a function of its own: browsers refuse a fetch that is called as a method.
  const given = options.fetch;
  const send: typeof fetch = given === undefined ? (...args) => fetch(...args) : (...args) => given(...args);

  async function attempt(url: string, init: RequestInit, { signal, timeoutMs = usualTimeoutMs }: CallOptions) {
    const ending = new AbortController();
    const abort = (): void => ending.abort();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort();
    }, timeoutMs);
    signal?.addEventListener('abort', abort);
    try {
      signal?.throwIfAborted();
      // A redirect is an answer like any other: following it could carry pictures to another host.
      const response = await send(url, { ...init, redirect: 'manual', signal: ending.signal });
      return { response, text: await response.text() };
    } catch (cause) {
      signal?.throwIfAborted();
      if (timedOut) {
        throw new BonafideError({
          code: 'timed-out',
          status: null,
          message: `no answer within ${timeoutMs} ms`,
          cause,
        });
      }
      throw new BonafideError({ code: 'network-failed', status: null, message: 'the server was not reached', cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  async function withRetries<Answer>(
    work: () => Promise<Answer>,
    mayRetry: (error: BonafideError) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    for (let repetition = 1; ; repetition += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof BonafideError) || repetition > retries || !mayRetry(error)) throw error;
        const waitMs = waitBefore(repetition, error.retryAfterMs, random);
        if (waitMs === null) throw error;
        await unlessAborted(sleep(waitMs), signal);
      }
    }
  }

  return {
    async call<Answer>(call: Call, callOptions: CreateOptions = {}): Promise<Answer> {
      const { method, path, query = {}, body, creates = false, once = false } = call;
      const asked = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`;
      const isForm = body instanceof FormData;
      const init = {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
          ...(creates && { 'idempotency-key': idempotencyKeyOf(callOptions) }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      };
      return withRetries(
        async () => {
          const { response, text } = await attempt(`${base}/api/v2${path}${search}`, init, callOptions);
          return readAnswer(response, text) as Answer; // the server checks each answer against the schema of its type
        },
        (error) =>
          refused(error) ||
          // The first attempt, whose answer was lost, may still be running.
          (creates && error.code === 'idempotency-in-progress') ||
          (((method === 'GET' && !once) || creates) && uncertain(error)),
        callOptions.signal,
      );
    },
    send({ url, method, headers }, body, callOptions = {}) {
      return withRetries(
        async () => {
          const { response, text } = await attempt(url, { method, headers, body }, callOptions);
          if (!response.ok) readAnswer(response, text);
        },
        refused,
        callOptions.signal,
      );
    },
  };
}

/** Else `fetch` would refuse the header, with its value in the message. */
function visible(text: string, name: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) throw new TypeError(`${name}: must be 1 to 255 visible ASCII characters`);
  return text;
}

const idempotencyKeyOf = ({ idempotencyKey }: CreateOptions): string =>
  idempotencyKey === undefined ? newIdempotencyKey() : visible(idempotencyKey, 'idempotencyKey');

/** 128 random bits; `crypto.randomUUID` is missing from pages without TLS. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  let abort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
    signal.addEventListener('abort', abort);
    if (signal.aborted) resolve();
  });
  await Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abort));
  signal.throwIfAborted();
}
