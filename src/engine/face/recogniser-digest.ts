import { createHash } from 'node:crypto';
import type { ModelCard } from '#domain/card.js';

/** What of a card makes a recogniser. */
export type RecogniserCard = Pick<ModelCard, 'id' | 'onnxSha256' | 'preprocessingVersion' | 'image' | 'recogniser'>;

/** Names the net and everything done to a picture before it: what must agree for two templates to be comparable. */
export function recogniserDigest({ onnxSha256, preprocessingVersion, image, recogniser }: RecogniserCard): string {
  // Where it decides, and how many pictures go in at once, changes no template.
  const {
    operatingPoints: _decidesLater,
    onePicture: _sameTemplate,
    ...preparation
  } = recogniser ?? { onePicture: false };
  return sha256Of([onnxSha256, preprocessingVersion, image, preparation]);
}

/** Raised whenever the way in which templates are put together changes. */
const fusionVersion = 1;

/** The same of an ensemble: its members in their order, and what each counts. */
export const ensembleDigest = (members: readonly { readonly digest: string; readonly weight: number }[]): string =>
  sha256Of(['ensemble', fusionVersion, members.map(({ digest, weight }) => [digest, weight])]);

const sha256Of = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
