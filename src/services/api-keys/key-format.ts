import { randomInt } from 'node:crypto';
import type { KeyKind, Mode } from '#domain/access.js';

/** The parts of a key as text: `sk_live_<id>_<secret>`, `pk_test_<id>_<secret>`. */
export interface KeyParts {
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly id: string;
  readonly secret: string;
}

const prefixes = { secret: 'sk', publishable: 'pk' } as const satisfies Record<KeyKind, string>;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idLength = 12;
/** 62^40 is about 2^238: no guessing, and HMAC-SHA256 of it needs no slow hash. */
const secretLength = 40;

const keyPattern = new RegExp(`^(sk|pk)_(live|test)_([0-9A-Za-z]{${idLength}})_([0-9A-Za-z]{${secretLength}})$`);

const randomText = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]!).join('');

export const newKeyParts = (kind: KeyKind, mode: Mode): KeyParts => ({
  kind,
  mode,
  id: randomText(idLength),
  secret: randomText(secretLength),
});

export const newApplicationId = (): string => `app_${randomText(16)}`;

export const formatKey = ({ kind, mode, id, secret }: KeyParts): string => `${prefixes[kind]}_${mode}_${id}_${secret}`;

/** Null for anything that cannot be a key. */
export function parseKey(text: string): KeyParts | null {
  const match = keyPattern.exec(text);
  if (match === null) return null;
  const [, prefix, mode, id, secret] = match;
  return {
    kind: prefix === 'sk' ? 'secret' : 'publishable',
    mode: mode === 'live' ? 'live' : 'test',
    id: id!,
    secret: secret!,
  };
}
