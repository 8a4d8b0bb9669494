import type { ApplicationSettings } from '#domain/application-settings.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { sniffConvertibleFormat } from '#engine/decode/convertible-format.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { startDialects, type DialectUnderTest } from '#http/apis/dialect-under-test.suite.js';
import {
  pictureFile,
  pictureSize,
  sampleFace,
  scriptedTasks,
  type PictureScript,
} from '#http/apis/scripted-pictures.suite.js';
import type { WebhookFormat } from '#domain/event.js';
import type { Records } from '#ports/records.js';
import type { SecondOpinion } from '#ports/second-opinion.js';

/** The magic bytes of a WebM file. */
const webm = Buffer.of(0x1a, 0x45, 0xdf, 0xa3);
/** A video whose frames are the scripted pictures of these names; `!code` fails with that code. */
export const videoFile = (...names: string[]): Buffer => Buffer.concat([webm, Buffer.from(names.join(','))]);

/** Gives the frames that a video of `videoFile` names, or always the one that is given. */
const scriptedFrames = (always: Uint8Array | null): VideoFrames => ({
  available: true,
  async extractFrames(video) {
    if (!(video instanceof Uint8Array)) throw new Error('a dialect hands over bytes');
    const names = Buffer.from(video).subarray(webm.length).toString().split(',');
    const [first = ''] = names;
    if (first.startsWith('!')) return fail({ code: first.slice(1) as FailureCode }); // written by a test
    const frames = names.map((name, index) => ({ jpeg: always ?? pictureFile(name), timeMs: 100 * index }));
    return ok({
      frames,
      durationMs: 1000,
      width: 640,
      height: 480,
      framesPerSecond: 10,
      pictureTimesMs: [0],
      isComplete: true,
    });
  },
  close: async () => undefined,
});

/** Documents show the script's own face as their portrait, or none. */
export interface CheckScript extends PictureScript {
  readonly portraitFailure?: 'portrait-not-found';
}

const { document } = sampleVerification();

function checkTasks(scripts: Readonly<Record<string, CheckScript>>): EngineTasks {
  const tasks = scriptedTasks(scripts);
  return {
    ...tasks,
    async normaliseImage(bytes) {
      const checked = await tasks.checkImage(bytes);
      if (!checked.ok) return checked;
      const convertible = sniffConvertibleFormat(bytes);
      return ok({
        bytes: convertible === null ? bytes : pictureFile('converted'),
        format: 'jpeg',
        originalFormat: convertible ?? 'jpeg',
      });
    },
    async analyseDocument(bytes) {
      const script = scripts[Buffer.from(bytes).subarray(4).toString()] ?? {};
      const code = script.failure ?? script.documentFailure;
      if (code !== undefined) return fail({ code });
      const { template = 0, portraitFailure } = script;
      const vector = Float32Array.from({ length: 128 }, (_, index) => (index === 0 ? template : 0));
      return ok({
        document: { ...document, ...script.document },
        picture: pictureSize,
        portrait:
          portraitFailure === undefined
            ? { status: 'ok', template: { digest: 'scripted', vector }, face: sampleFace }
            : { status: 'failed', code: portraitFailure },
        timings: {},
      });
    },
  };
}

export interface ClearConsentUnderTest extends DialectUnderTest {
  /** Posts a form; a value that is undefined is left out. */
  submit(parts: SubmitParts, init?: { query?: string; headers?: Record<string, string> }): Promise<Response>;
  /** Adds an endpoint that wants every finished verification. */
  endpoint(format: WebhookFormat): Promise<void>;
  /** The bodies on their way, oldest first. */
  deliveries(): Promise<{ format: WebhookFormat; id: string; body: unknown }[]>;
}

export type SubmitParts = Readonly<Record<string, string | Uint8Array | undefined>>;

/** A form that is verified. */
export const fineForm = (key: string): SubmitParts => ({
  api_key: key,
  user_identifier: 'user123',
  selfie_video: videoFile('owner', 'owner'),
  id_photo: pictureFile('passport'),
});

export async function startClearConsent(
  options: {
    readonly scripts?: Readonly<Record<string, CheckScript>>;
    readonly settings?: (defaults: ApplicationSettings) => ApplicationSettings;
    readonly secondOpinion?: SecondOpinion;
    readonly places?: number;
    /** What every frame of every video is. */
    readonly frame?: Uint8Array;
    readonly throughRecords?: (records: Records) => Records;
  } = {},
): Promise<ClearConsentUnderTest> {
  const { scripts = {}, frame = null, ...rest } = options;
  const api = await startDialects({ ...rest, tasks: checkTasks(scripts), videoFrames: scriptedFrames(frame) });
  const owner = { applicationId: api.applicationId, mode: 'live' } as const;
  const { webhooks } = api.records;
  return {
    ...api,
    submit(parts, { query = '', headers = {} } = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(parts)) {
        if (typeof value === 'string') body.append(name, value);
        else if (value !== undefined) body.append(name, new Blob([Uint8Array.from(value)]), `${name}.bin`);
      }
      return fetch(`${api.origin}/verif/submit${query}`, { method: 'POST', body, headers });
    },
    endpoint: (format) =>
      webhooks.endpoints.add(
        {
          id: `we_${format}`,
          ...owner,
          createdAtEpochMs: 1,
          url: 'https://shop.example/hook',
          format,
          eventTypes: ['verification.completed'],
          state: 'enabled',
          disabledReason: null,
          disabledAtEpochMs: null,
          failingSinceEpochMs: null,
          failures: 0,
        },
        { current: 'whsec_a', previous: null },
      ),
    async deliveries() {
      const page = await webhooks.deliveries.page(owner, { limit: 50, before: null });
      const opened = await Promise.all(page.reverse().map(({ id }) => webhooks.deliveries.open(owner, id)));
      return opened.map((one) => ({
        format: one!.delivery.format,
        id: one!.delivery.id,
        body: JSON.parse(one!.request.body) as unknown,
      }));
    },
  };
}
