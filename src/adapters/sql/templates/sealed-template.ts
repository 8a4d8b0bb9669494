import { z } from 'zod';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Owner } from '#ports/records.js';
import type { TemplateDescription } from '#ports/template-records.js';

const descriptionSchema = z.object({
  id: z.string(),
  userIdentifier: z.string().nullable(),
  label: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});

/** The row of a template, as far as its seal needs it. */
export interface TemplatePlace {
  readonly applicationId: string;
  readonly templateNumber: number;
}

export function sealDescription(
  key: Uint8Array,
  id: string,
  description: TemplateDescription,
  place: TemplatePlace,
): Buffer {
  const { userIdentifier, label, metadata } = description;
  const text = JSON.stringify({ id, userIdentifier, label, metadata });
  return seal(key, Buffer.from(text, 'utf8'), descriptionContext(place));
}

export function openDescription(
  key: Uint8Array,
  sealed: Uint8Array,
  place: TemplatePlace,
): { id: string; description: TemplateDescription } {
  const { id, ...description } = descriptionSchema.parse(
    JSON.parse(open(key, sealed, descriptionContext(place)).toString('utf8')),
  );
  return { id, description };
}

export function sealVector(key: Uint8Array, vector: Float32Array, sample: SamplePlace): Buffer {
  const bytes = Buffer.alloc(4 * vector.length);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, 4 * i);
  const sealed = seal(key, bytes, vectorContext(sample));
  bytes.fill(0);
  return sealed;
}

export function openVector(key: Uint8Array, sealed: Uint8Array, sample: SamplePlace): Float32Array {
  const bytes = open(key, sealed, vectorContext(sample));
  const vector = new Float32Array(bytes.length / 4);
  for (let i = 0; i < vector.length; i++) vector[i] = bytes.readFloatLE(4 * i);
  bytes.fill(0);
  return vector;
}

export interface SamplePlace {
  readonly applicationId: string;
  readonly sampleId: string;
}

/** Application and mode are part of the hashed text, so that equal names of two tenants cannot be linked. */
export function templateHashes(keyedHash: KeyedHash) {
  const hash = (kind: 'template-id' | 'template-user', { applicationId, mode }: Owner, value: string): Buffer =>
    Buffer.from(keyedHash.digest('lookup', JSON.stringify([applicationId, mode, kind, value])));
  return {
    id: (owner: Owner, id: string) => hash('template-id', owner, id),
    user: (owner: Owner, userIdentifier: string) => hash('template-user', owner, userIdentifier),
  };
}

const descriptionContext = ({ applicationId, templateNumber }: TemplatePlace): SealContext => ({
  table: 'templates',
  column: 'sealed_description',
  applicationId,
  id: String(templateNumber),
});

const vectorContext = ({ applicationId, sampleId }: SamplePlace): SealContext => ({
  table: 'template_samples',
  column: 'sealed_vector',
  applicationId,
  id: sampleId,
});
