import type { CaptureEvidence } from '#contract/capture.js';

/** Best first: what phones record in hardware, then what every browser reads. */
const types = [
  'video/mp4;codecs=avc1.42E01F',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
  'video/mp4',
];
/** Enough for a face of 400 pixels; a film of 15 s stays below 6 MB. */
const bitsPerSecond = 2_500_000;
const partEveryMs = 500;

export const canRecord = (): boolean => typeof MediaRecorder === 'function';

export const bestRecordingType = (): string | undefined => types.find((type) => MediaRecorder.isTypeSupported(type));

export type Interruption = NonNullable<CaptureEvidence['interruptions']>[number];

export interface Recording {
  /** Resolves with the first picture; times of a challenge run from then. */
  readonly started: Promise<void>;
  /** Ends it; gives the film and what is to be told of it. */
  stop(): Promise<{ film: Blob; recordedMs: number; interruptions: Interruption[] }>;
  /** Throws away what was recorded. */
  cancel(): void;
}

/** Records the camera. `onLost`: the camera has ended by itself. */
export function recordFilm(stream: MediaStream, onLost: () => void): Recording {
  const mimeType = bestRecordingType();
  const recorder = new MediaRecorder(stream, {
    ...(mimeType !== undefined && { mimeType }),
    videoBitsPerSecond: bitsPerSecond,
  });
  const parts: Blob[] = [];
  const interruptions: Interruption[] = [];
  const track = stream.getVideoTracks()[0];
  let startedAt = performance.now();
  const note = (kind: Interruption['kind']): void => {
    if (interruptions.length < 100) interruptions.push({ kind, atMs: Math.max(0, performance.now() - startedAt) });
  };
  const onDevices = (): void => note('device-changed');
  const onMuted = (): void => note('track-muted');
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') note('page-hidden');
  };
  const listen = (how: 'addEventListener' | 'removeEventListener'): void => {
    navigator.mediaDevices[how]('devicechange', onDevices);
    document[how]('visibilitychange', onVisibility);
    track?.[how]('mute', onMuted);
    track?.[how]('ended', onLost);
  };
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) parts.push(data);
  };
  const started = new Promise<void>((resolve) => {
    recorder.onstart = () => {
      startedAt = performance.now();
      resolve();
    };
  });
  recorder.onerror = onLost;
  listen('addEventListener');
  recorder.start(partEveryMs);
  return {
    started,
    stop: () =>
      new Promise((resolve) => {
        const recordedMs = performance.now() - startedAt;
        const end = (): void => {
          listen('removeEventListener');
          resolve({ film: new Blob(parts, { type: recorder.mimeType }), recordedMs, interruptions });
        };
        if (recorder.state === 'inactive') {
          end();
          return;
        }
        recorder.onstop = end;
        recorder.stop();
      }),
    cancel() {
      listen('removeEventListener');
      recorder.onstop = null;
      if (recorder.state !== 'inactive') recorder.stop();
    },
  };
}
