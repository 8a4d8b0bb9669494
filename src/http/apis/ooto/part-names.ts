import type {} from 'fastify';
import type { Subject } from '#domain/failure.js';

/** How the multipart bodies of this dialect name their pictures; failures name them so too. */
export const partNames = ['doc', 'selfie', 'doc_image', 'first_photo', 'second_photo', 'photo'] as const;
export type PartName = (typeof partNames)[number];

/** `verify` has two generations of names, the newer one is told. */
export const partOfSubject = {
  document: 'doc',
  selfie: 'selfie',
  first: 'first_photo',
  second: 'second_photo',
  photo: 'photo',
} as const satisfies Record<Subject, PartName>;

/** Where a call names its pictures otherwise. */
export type PartsOfCall = Partial<Record<Subject, PartName>>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a route of this dialect. */
    ootoParts?: PartsOfCall;
  }
}
