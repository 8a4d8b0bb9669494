import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { verificationResourceSchema } from '#contract/verification.js';
import type { SessionScope } from '#domain/session.js';
import { createEnginePool } from '#engine/pool/engine-pool.js';
import { compose, type ComposedServer } from '#main/compose.js';
import { beginRealEngine, engineWorkerFile } from '#main/engine-source.js';
import type { Person } from '#services/sessions/session-access.js';
import { formOf } from './picture-form.js';
import { testConfig } from './test-config.js';

/** What a call that a gate stands in told of it. */
export interface GateAnswers {
  /** `doc/identify` of OOTO: both blocks as they are on the wire. */
  readonly ooto: { readonly liveness: unknown; readonly deepfake: unknown };
  /** `POST /api/v2/verifications`: decision, reasons, and the models that gave the numbers of liveness and deepfake. */
  readonly native: readonly [string, readonly string[], readonly string[]];
  /** `POST /verif/submit`: status and risk factors. */
  readonly clearConsent: readonly [string, readonly string[]];
  /** A session that asks for liveness and deepfake: why it was not passed; null: it was. */
  readonly session: string | null;
}

/** The whole server as it is wired, over a data directory and models that outlive it: real nets, decoder and database. */
export interface GateServer {
  /** Opens a session; the code of the failure where it may not be asked for. */
  open(scopes: readonly SessionScope[]): Promise<Person | string>;
  /** What becomes of a selfie in it. */
  show(person: Person, selfie: Uint8Array): Promise<string | null>;
  ooto(pictures: { readonly doc: Uint8Array; readonly selfie: Uint8Array }): Promise<GateAnswers['ooto']>;
  native(pictures: { readonly doc: Uint8Array; readonly selfie: Uint8Array }): Promise<GateAnswers['native']>;
  clearConsent(files: { readonly doc: Uint8Array; readonly video: Uint8Array }): Promise<GateAnswers['clearConsent']>;
  close(): Promise<void>;
}

export interface GateInstallation {
  readonly directory: string;
  readonly modelsDirectory: string;
  start(): Promise<GateServer>;
  remove(): void;
}

/** `settings`: of the application that calls. */
export function gateInstallation(settings: object): GateInstallation {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-test-gates-'));
  const modelsDirectory = path.join(directory, 'models');
  let caller: { applicationId: string; key: string } | null = null;

  async function start(): Promise<GateServer> {
    const config = testConfig(directory, {
      PORT: '0',
      BONAFIDE_DATA_DIR: path.join(directory, 'data'),
      BONAFIDE_MODELS_DIR: modelsDirectory,
      BONAFIDE_WORKERS: '2',
      BONAFIDE_DEADLINE_MS: '60000',
    });
    const source = beginRealEngine({ modelsDirectory, onProgress: () => undefined });
    const { workers, queueLimit, deadlineMs } = config;
    const pool = createEnginePool({ workerFile: engineWorkerFile, source, workers, queueLimit, deadlineMs });
    const server: ComposedServer = await compose({
      config,
      logger: pino({ level: 'silent' }),
      readiness: { state: 'ready' },
      pool,
      attackDetection: source.attackDetection ?? null,
      deepfakeDetection: source.deepfakeDetection ?? null,
    });
    const origin = await server.app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
    await server.templates.load();
    caller ??= await setUp(server, origin, settings);
    const { applicationId, key } = caller;
    const { sessions } = server.sessions;

    const post = async (route: string, parts: Parameters<typeof formOf>[0], headers = {}): Promise<unknown> => {
      const response = await fetch(`${origin}${route}`, { method: 'POST', headers, body: formOf(parts) });
      const body: unknown = await response.json();
      if (!response.ok) throw new Error(`${route}: ${response.status} ${JSON.stringify(body)}`);
      return body;
    };

    return {
      async open(scopes) {
        const authorised = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        const body = JSON.stringify({ scopes });
        const made = await fetch(`${origin}/api/v2/sessions`, { method: 'POST', headers: authorised, body });
        const answer = (await made.json()) as { code?: string; url: string };
        if (!made.ok) return answer.code ?? String(made.status);
        const token = answer.url.slice(answer.url.lastIndexOf('/') + 1);
        const claim = await sessions.person.claim({ token, secrets: [], address: null });
        if (!claim.ok) throw new Error(claim.failure.code);
        return { token, secrets: claim.value.secret === null ? [] : [claim.value.secret] };
      },
      async show(person, selfie) {
        const picture = { status: 'complete', bytes: selfie } as const;
        const submitted = await sessions.person.submit({ ...person, kind: 'selfie', picture });
        if (!submitted.ok) throw new Error(submitted.failure.code);
        return submitted.value.refusal;
      },
      async ooto(pictures) {
        const headers = { 'APP-ID': applicationId, 'APP-KEY': key };
        const body = (await post('/api/v1.0/doc/identify', pictures, headers)) as {
          result: { face: GateAnswers['ooto'] };
        };
        const { liveness, deepfake } = body.result.face;
        return { liveness, deepfake };
      },
      async native({ doc, selfie }) {
        const headers = { authorization: `Bearer ${key}` };
        const body = await post('/api/v2/verifications', { documentFront: doc, selfie }, headers);
        const { decision, reasons, liveness, deepfake } = verificationResourceSchema.parse(body);
        return [decision, reasons, [...liveness.models, ...deepfake.models].map(({ id }) => id)];
      },
      async clearConsent({ doc, video }) {
        const parts = { api_key: key, user_identifier: 'u1', selfie_video: video, id_photo: doc };
        const body = (await post('/verif/submit', parts)) as {
          result: { status: string; verificationAssessment: { riskFactors: string[] } };
        };
        return [body.result.status, body.result.verificationAssessment.riskFactors];
      },
      close: () => server.close(),
    };
  }

  return { directory, modelsDirectory, start, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

async function setUp(server: ComposedServer, origin: string, settings: object) {
  const first = await server.apiKeys.setUp();
  if (first === null) throw new Error('the installation is new');
  const applicationId = first.application.id;
  const admin = { applicationId, name: 'admin', kind: 'secret', mode: 'live', scopes: ['admin'] } as const;
  const { text } = await server.apiKeys.create(admin);
  const headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' };
  const body = JSON.stringify(settings);
  const changed = await fetch(`${origin}/api/v2/application/settings`, { method: 'PATCH', headers, body });
  if (!changed.ok) throw new Error(await changed.text());
  return { applicationId, key: first.created.text };
}
