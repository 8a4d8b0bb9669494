import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { nothingMatches, operatingPointOf, type RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { Metric } from '#engine/compare/native-score.js';
import { recogniserDigest, type RecogniserCard } from '#engine/face/recogniser-digest.js';
import type { LoadedModel } from '#engine/models/model-store.js';

/** One net of a recogniser, checked; its bytes lie in shared memory. */
export interface LoadedNet {
  readonly card: RecogniserCard;
  readonly bytes: Uint8Array;
}

/** A recogniser whose files were checked, ready to be made in any number of workers. Plain data. */
export interface LoadedRecogniser {
  readonly id: string;
  readonly version: string;
  /** Model + preprocessing, of all members. */
  readonly digest: string;
  readonly metric: Metric;
  /** From its descriptor, or from a calibration; null: it has none, and can be measured but not used. */
  readonly operatingPoint: OperatingPoint | null;
  /** `net`: it is one. `ensemble`: several, each with what it counts. */
  readonly parts:
    | { readonly kind: 'net'; readonly net: LoadedNet }
    | { readonly kind: 'ensemble'; readonly members: readonly { readonly net: LoadedNet; readonly weight: number }[] };
}

/** What of it tasks tell of themselves. */
export const inUse = ({ id, version, digest, metric, operatingPoint }: LoadedRecogniser): RecogniserInUse => ({
  id,
  version,
  digest,
  operatingPoint: operatingPoint ?? nothingMatches(metric),
});

/** A net of a card as a recogniser by itself. */
export function loadedNet(net: LoadedNet & { readonly version: string }): LoadedRecogniser {
  const { card, bytes, version } = net;
  if (card.recogniser === undefined) throw new Error(`model ${card.id} is no recogniser`);
  return {
    id: card.id,
    version,
    digest: recogniserDigest(card),
    metric: card.recogniser.metric,
    operatingPoint: operatingPointOf(card),
    parts: { kind: 'net', net: { card, bytes } },
  };
}

export const shippedAsLoaded = ({ card, bytes }: Pick<LoadedModel, 'card' | 'bytes'>): LoadedRecogniser =>
  loadedNet({ card, bytes, version: card.version });

/** Its nets; one, unless it is an ensemble. */
export const netsOf = ({ parts }: LoadedRecogniser): readonly LoadedNet[] =>
  parts.kind === 'net' ? [parts.net] : parts.members.map(({ net }) => net);
