import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { vi } from 'vitest';
import type { Mode, Scope } from '#domain/access.js';
import { ok } from '#domain/outcome.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { openImage } from '#engine/decode/image-source.js';
import { normaliseImage } from '#engine/decode/normalise-image.js';
import { followPerson } from '#engine/liveness/active/follow-person.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import { compose, type ComposeOptions } from '#main/compose.js';
import { hardlyLimited } from './command-line.js';
import { testConfig } from './test-config.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; null: no body. */
  readonly body: unknown;
}

/** A server as its users run it, on a real socket; without models, where none are given: nothing that the sandbox answers may need one. */
export interface SandboxServer {
  /** The test key, for the dialect that has it in a form. */
  readonly key: string;
  /** Where it listens. */
  readonly url: string;
  /** Credentials for a call of any dialect, with the test key. */
  headers(path: string): Record<string, string>;
  /** Calls any dialect, with a key of every scope where that dialect wants it. A body that is no form is sent as JSON. */
  call(method: string, path: string, body?: unknown, mode?: Mode): Promise<Answer>;
  /** How many files of people lie in its store. */
  storedFiles(): number;
  /** Time passes for the server, and nothing waits for it. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

const scopes: readonly Scope[] = ['verify', 'read', 'search', 'admin'];

/** 1 November 2026, where nothing is said. */
const start = Date.UTC(2026, 10, 1);

export interface SandboxOptions extends Pick<ComposeOptions, 'videoFrames' | 'random'> {
  /** For calls with the live key. Closed with the server. */
  readonly pool?: EnginePool;
  /** Settings beside those of every test. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The clock goes on by itself, for what takes its time in earnest; `advance` does not work then. */
  readonly realTime?: boolean;
}

export async function startSandboxServer({
  realTime = false,
  pool = withoutModels,
  environment = {},
  ...more
}: SandboxOptions = {}): Promise<SandboxServer> {
  if (!realTime) vi.useFakeTimers({ toFake: ['Date'], now: start });
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-sandbox-'));
  const config = testConfig(directory, {
    BONAFIDE_DATA_DIR: path.join(directory, 'data'),
    // Webhooks go to receivers of the tests.
    BONAFIDE_ALLOWED_HOSTS: '127.0.0.1',
    BONAFIDE_QUEUE_LIMIT: '100',
    // Every visitor of a page comes from a network of their own.
    TRUST_PROXY: 'loopback',
    ...environment,
  });
  const logger = pino({ level: 'silent' });
  const readiness = { state: 'ready' } as const;
  const server = await compose({
    attackDetection: null,
    config,
    logger,
    readiness,
    pool,
    deepfakeDetection: null,
    ...more,
  });
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { id: applicationId } = await server.apiKeys.createApplication('Shop');
  const keyOf = async (mode: Mode): Promise<string> =>
    (await server.apiKeys.create({ applicationId, name: mode, kind: 'secret', mode, scopes })).text;
  const keys = { test: await keyOf('test'), live: await keyOf('live') };
  /** Every dialect finds what it looks for, and leaves the rest alone. */
  const credentials = (at: string, key: string) => ({
    'app-id': applicationId,
    'app-key': key,
    'x-api-key': key,
    authorization: at.startsWith('/api/v1/')
      ? `Basic ${Buffer.from(`${applicationId}:${key}`).toString('base64')}`
      : `Bearer ${key}`,
  });

  const call: SandboxServer['call'] = async (method, at, body, mode = 'test') => {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(url + at, {
      method,
      headers: { ...credentials(at, keys[mode]), ...(isJson && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : (JSON.parse(text) as unknown),
    };
  };
  const limited = await call('PATCH', '/api/v2/application/settings', hardlyLimited);
  if (limited.status !== 200) throw new Error('the limits were refused');

  return {
    key: keys.test,
    url,
    headers: (at) => credentials(at, keys.test),
    call,
    storedFiles: () =>
      readdirSync(path.join(directory, 'data', 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length,
    advance: (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    async close() {
      await server.close();
      rmSync(directory, { recursive: true });
      vi.useRealTimers();
    },
  };
}

const noModel = (): never => {
  throw new Error('the sandbox asked a model');
};

/** Pictures are decoded for real, as those of live keys; no model looks at one. */
export const withoutModels: EnginePool = {
  forCaller: () => withoutModels,
  recogniser: shippedRecogniser,
  async checkImage(bytes) {
    const picture = await openImage(bytes, 1280);
    return picture.ok ? ok(null) : picture;
  },
  normaliseImage,
  reliefBetween: noModel,
  followPerson: async (followed, operatingPoint) => ok(followPerson(followed, operatingPoint)),
  analyseSelfie: noModel,
  analyseDocument: noModel,
  detectFaces: noModel,
  analysePortrait: noModel,
  warmUp: async () => [],
  loaded: Promise.resolve(),
  load: { running: 0, queued: 0 },
  close: async () => undefined,
};
