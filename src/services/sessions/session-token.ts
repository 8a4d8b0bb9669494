import { randomBytes } from 'node:crypto';
import type { SessionKind } from '#domain/session.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

/** 256 bits: no guessing. */
const secretBytes = 32;

/** An opaque secret for a link or a cookie: 43 characters of the URL-safe base64 alphabet. */
export const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

const secretPattern = /^[A-Za-z0-9_-]{43}$/;

/** What is stored of a link's token. Null for anything that cannot be one. */
export const hashToken = (keyedHash: KeyedHash, token: string): Uint8Array | null =>
  secretPattern.test(token) ? new Uint8Array(keyedHash.digest('session-token', token)) : null;

/** What is stored of a secret that binds a browser to a session; hex. */
export const hashClaim = (keyedHash: KeyedHash, sessionId: string, secret: string): string =>
  Buffer.from(keyedHash.digest('session-claim', JSON.stringify([sessionId, secret]))).toString('hex');

const folders = {
  'ooto-flow': 'flow',
  deepidv: 'flow',
  native: 'flow',
  clearconsent: 'verif',
} as const satisfies Record<SessionKind, string>;

/** The path of the page that a link opens; the cookie that claims it is bound to it. */
export const linkPath = (kind: SessionKind, token: string): string => `/${folders[kind]}/${token}`;

/** `publicUrl`: without a trailing slash. */
export const linkUrl = (publicUrl: string, kind: SessionKind, token: string): string =>
  `${publicUrl}${linkPath(kind, token)}`;
