import type { ActiveLivenessReason } from '#domain/challenge.js';
import type { CaptureEvidence } from '#domain/capture-evidence.js';
import type { InjectionSign } from '#domain/injection.js';

/** A film as its container tells of it. */
export interface RecordingTimes {
  /** At most the first 30 s. */
  readonly durationMs: number;
  /** Pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  /** When each picture is shown, from the first one. */
  readonly pictureTimesMs: readonly number[];
}

export interface RecordingEvidence {
  readonly recording: RecordingTimes;
  /** Between the draw of the challenge and the arrival of the film, by the server's clock; null: no challenge. */
  readonly sinceDrawMs: number | null;
  readonly page: CaptureEvidence;
  /** What was found in it of motions and repetition. */
  readonly reasons: readonly ActiveLivenessReason[];
}

/** Clocks of recorders run differently by less than this in half a minute. */
const clockToleranceMs = 500;
/** Between what the page timed and what the recorder wrote: the first and the last picture may be missing. */
const lengthTolerance = { ms: 1000, share: 0.2 } as const;
/** Fewer pictures say nothing of how even their times are. */
const leastPicturesForEvenness = 45;
/** Times are rounded to 1 ms in WebM: at 30 pictures a second an even film then differs by half a millisecond from its grid. */
const evenWithinMs = 0.75;
/** Slower than any camera in the dark; and by so much more than the camera says no recorder adds pictures. */
const leastPicturesPerSecond = 4;
const mostOverCamera = 1.3;
/** Shares of sides; a camera's 4:3 and 16:9 are .33 apart. */
const shapeTolerance = 0.05;

/** What times, sizes and motions say against a film. */
export function recordingSigns({ recording, sinceDrawMs, page, reasons }: RecordingEvidence): InjectionSign[] {
  const { durationMs, width, height, pictureTimesMs } = recording;
  const { recordedMs, startedAfterMs = 0, cameraSettings = {} } = page;
  const perSecond = durationMs > 0 ? (1000 * pictureTimesMs.length) / durationMs : 0;
  const signs: InjectionSign[] = [];
  const note = (sign: InjectionSign, isFound: boolean): void => void (isFound && signs.push(sign));

  note('recording-longer-than-time', sinceDrawMs !== null && durationMs > sinceDrawMs + clockToleranceMs);
  const toldMs = recordedMs === undefined ? null : startedAfterMs + recordedMs;
  note('clock-contradictory', sinceDrawMs !== null && toldMs !== null && toldMs > sinceDrawMs + clockToleranceMs);
  note('recording-length-contradictory', recordedMs !== undefined && !isAsLong(durationMs, recordedMs));
  note('frame-times-exact', areEven(pictureTimesMs));
  const { frameRate } = cameraSettings;
  const isTooFast = frameRate !== undefined && frameRate > 0 && perSecond > mostOverCamera * frameRate;
  note('frame-rate-implausible', isTooFast || (durationMs > 2000 && perSecond < leastPicturesPerSecond));
  const camera = shapeOf(cameraSettings.width, cameraSettings.height);
  const film = shapeOf(width, height);
  note('camera-size-contradictory', camera !== null && film !== null && Math.abs(camera - film) > shapeTolerance);
  note('frames-still', reasons.includes('frames-still'));
  note('frames-repeated', reasons.includes('frames-repeated'));
  note('challenge-order-wrong', reasons.includes('motion-wrong-order') || reasons.includes('motion-too-early'));
  return signs;
}

/** Films are cut at 30 s where they are looked at. */
const longestLookMs = 30_000;

function isAsLong(durationMs: number, recordedMs: number): boolean {
  const told = Math.min(recordedMs, longestLookMs);
  return Math.abs(durationMs - told) <= Math.max(lengthTolerance.ms, lengthTolerance.share * told);
}

/** Every time lies on one grid, as programs write them. What a browser records is timed when it comes from the camera. */
function areEven(timesMs: readonly number[]): boolean {
  const [first, last] = [timesMs[0], timesMs.at(-1)];
  if (timesMs.length < leastPicturesForEvenness || first === undefined || last === undefined) return false;
  const step = (last - first) / (timesMs.length - 1);
  return timesMs.every((time, index) => Math.abs(time - (first + index * step)) <= evenWithinMs);
}

/** The shorter side as a share of the longer one: phones turn what they record. Null where it is not told. */
function shapeOf(width: number | undefined, height: number | undefined): number | null {
  if (width === undefined || height === undefined || !(width > 0) || !(height > 0)) return null;
  return Math.min(width, height) / Math.max(width, height);
}
