import { z } from 'zod';
import type { ApplicationSettings } from '#domain/application-settings.js';

/** What a key may do. A publishable key may carry `capture` and nothing else. */
export const scopes = ['verify', 'read', 'capture', 'search', 'admin'] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = (typeof scopes)[number];

/** `test` keys belong to the sandbox; what they make is never mixed with live data. */
export const modes = ['live', 'test'] as const;
export const modeSchema = z.enum(modes);
export type Mode = (typeof modes)[number];

/** `secret` keys stay on the caller's server; `publishable` ones may stand in a page and can read nothing. */
export const keyKinds = ['secret', 'publishable'] as const;
export const keyKindSchema = z.enum(keyKinds);
export type KeyKind = (typeof keyKinds)[number];

/** A tenant: everything that is stored belongs to exactly one application. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly createdAtEpochMs: number;
  readonly settings: ApplicationSettings;
}

/** A key without its secret: what can be listed. */
export interface ApiKey {
  readonly id: string;
  readonly applicationId: string;
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAtEpochMs: number;
  readonly revokedAtEpochMs: number | null;
  /** The key that this one succeeds: both are live until the older one is revoked. A key has one live successor at most. */
  readonly succeedsKeyId: string | null;
}

/** Who is calling, once the credentials have been checked. */
export interface Principal {
  readonly applicationId: string;
  readonly keyId: string;
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
  /** Of the application, as they are at this call. */
  readonly settings: ApplicationSettings;
}
