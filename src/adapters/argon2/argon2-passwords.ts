import { hash, verify, type Options } from '@node-rs/argon2';
import type { PasswordHashing } from '#ports/password-hashing.js';

/** What hashing costs: KiB of memory, passes over it, lanes. */
export interface PasswordCost {
  readonly memoryKibibytes: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP Password Storage Cheat Sheet, "Argon2id": at least 19 MiB, two passes, one lane. */
export const owaspPasswordCost: PasswordCost = { memoryKibibytes: 19_456, passes: 2, lanes: 1 };

/** `Algorithm.Argon2id`, a const enum that a build file by file cannot use (RFC 9106 §3.1: type 2). */
const argon2id = 2;
/** Each holds its memory: more at once wait. */
const mostAtOnce = 2;

/** argon2id (RFC 9106), in threads of Node's pool: the event loop goes on meanwhile. */
export function createArgon2Passwords(cost: PasswordCost = owaspPasswordCost): PasswordHashing {
  const options: Options = {
    algorithm: argon2id,
    memoryCost: cost.memoryKibibytes,
    timeCost: cost.passes,
    parallelism: cost.lanes,
  };
  const slots = Array.from({ length: mostAtOnce }, () => Promise.resolve());
  let next = 0;
  const inSlot = <T>(work: () => Promise<T>): Promise<T> => {
    const slot = next++ % mostAtOnce;
    const done = slots[slot]!.then(work);
    slots[slot] = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };
  let nobody: Promise<string> | null = null;
  return {
    hash: (password) => inSlot(() => hash(password, options)),
    async verify(stored, password) {
      nobody ??= inSlot(() => hash('nobody has this password', options));
      const against = stored ?? (await nobody);
      const matches = await inSlot(() => verify(against, password));
      return stored !== null && matches;
    },
  };
}
