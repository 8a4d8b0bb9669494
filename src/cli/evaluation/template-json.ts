import type { Template } from '#domain/face.js';

/** A template as JSON, bit for bit. */
export interface TemplateJson {
  readonly digest: string;
  /** Little-endian float32, base64. */
  readonly vector: string;
}

export const templateToJson = ({ digest, vector }: Template): TemplateJson => ({
  digest,
  vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
});

export function templateFromJson({ digest, vector }: TemplateJson): Template {
  const bytes = Buffer.from(vector, 'base64');
  return { digest, vector: Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i)) };
}
