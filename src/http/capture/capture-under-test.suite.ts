import { createHash } from 'node:crypto';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import {
  captureErrorSchema,
  captureViewSchema,
  uploadSchema,
  type CaptureView,
  type Upload,
} from '#contract/capture.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';
import { createTakeOfAddress } from '#services/capture/capture-limits.js';
import { createSubmitCapture } from '#services/capture/submit-capture.js';
import { createSubmitCheck } from '#services/capture/submit-check.js';
import type { CheckVideo } from '#services/check-video.js';
import type { NewSession } from '#services/sessions/create-session.js';
import { startSessions, type SessionsUnderTest } from '#services/sessions/sessions-under-test.suite.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A browser: it keeps the cookie of each page that it was given one for. */
export interface Browser {
  cookie: string;
  call(method: string, at: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  view(): Promise<CaptureView>;
  /** Status and code of a call that fails. */
  failure(method: string, at: string, body?: unknown, headers?: Record<string, string>): Promise<[number, string]>;
  /** Claims and agrees. */
  enter(): Promise<void>;
  begin(bytes: Uint8Array): Promise<Upload>;
  /** Begins and sends every part. */
  upload(bytes: Uint8Array): Promise<string>;
}

export interface CaptureUnderTest {
  readonly http: HttpUnderTest;
  readonly under: SessionsUnderTest;
  /** Makes a session and gives the path of its page. */
  link(request?: Partial<NewSession>): Promise<{ path: string; id: string; token: string }>;
  browser(path: string): Browser;
  close(): Promise<void>;
}

/** The pages over real sessions in a real database; the engine is scripted. */
export async function startCapture(
  options: {
    readonly checkVideo?: CheckVideo;
    readonly given?: Partial<HttpDependencies>;
    readonly sessions?: Parameters<typeof startSessions>[0];
    readonly webDirectory?: string;
  } = {},
): Promise<CaptureUnderTest> {
  const under = await startSessions(options.sessions);
  const { sessions, store } = under;
  const now = (): number => under.clock.nowEpochMs;
  const notAsked: CheckVideo = async () => {
    throw new Error('no check of ClearConsent is part of this test');
  };
  const submitCheck = createSubmitCheck({ runs: sessions.runs, checkVideo: options.checkVideo ?? notAsked });
  const rateLimits = createMemoryRateLimits();
  const http = await startHttp(
    {
      sessions,
      records: store.records,
      now,
      capture: {
        submit: createSubmitCapture({ sessions, submitCheck }),
        submitCheck,
        take: createTakeOfAddress({ rateLimits, keyedHash: store.keyedHash, now }),
        canFilm: true,
      },
      ...options.given,
    },
    options.webDirectory,
  );

  function browser(path: string): Browser {
    const self: Browser = {
      cookie: '',
      async call(method, at, body, headers = {}) {
        const isBytes = body instanceof Uint8Array;
        const response = await fetch(`${http.origin}${path}${at === '' ? '' : `/${at}`}`, {
          method,
          headers: {
            ...(self.cookie !== '' && { cookie: self.cookie }),
            ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: isBytes ? Uint8Array.from(body) : JSON.stringify(body) }),
        });
        const set = response.headers.get('set-cookie');
        if (set !== null) self.cookie = set.split(';')[0]!;
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
        return {
          status: response.status,
          headers: response.headers,
          body: isJson ? (JSON.parse(text) as unknown) : text,
        };
      },
      view: async () => captureViewSchema.parse((await self.call('GET', 'session')).body),
      async failure(method, at, body, headers) {
        const answer = await self.call(method, at, body, headers);
        return [answer.status, captureErrorSchema.parse(answer.body).error.code];
      },
      async enter() {
        for (const at of ['claim', 'consent']) {
          const { status } = await self.call('POST', at, {});
          if (status !== 200) throw new Error(`${at}: ${status}`);
        }
      },
      async begin(bytes) {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return uploadSchema.parse((await self.call('POST', 'uploads', { sizeBytes: bytes.length, sha256 })).body);
      },
      async upload(bytes) {
        const { id, partBytes } = await self.begin(bytes);
        for (let part = 0; part * partBytes < bytes.length; part += 1) {
          const at = `uploads/${id}/${part}`;
          const { status } = await self.call('PUT', at, bytes.subarray(part * partBytes, (part + 1) * partBytes));
          if (status !== 200) throw new Error(`${at}: ${status}`);
        }
        return id;
      },
    };
    return self;
  }

  return {
    http,
    under,
    async link(request = {}) {
      const { token, id } = await under.create({
        scopes: ['liveness', 'match', 'document'],
        kind: 'native',
        ...request,
      });
      return { token, id, path: `/${request.kind === 'clearconsent' ? 'verif' : 'flow'}/${token}` };
    },
    browser,
    async close() {
      await http.app.close();
      await under.close();
    },
  };
}
