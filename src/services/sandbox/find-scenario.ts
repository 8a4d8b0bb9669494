import { pictureMark, sandboxScenario, type SandboxScenario } from '#domain/sandbox.js';
import type { VerificationContext } from '#domain/verification-context.js';

/** Before the name, in a user identifier. */
export const identifierMark = 'sandbox:';

/** Where a comment of a picture lies: behind its first headers. */
const headBytes = 4096;

/** The scenario that a picture names in a comment. Null: none, or no known one. */
export function scenarioInPicture(bytes: Uint8Array): SandboxScenario | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(headBytes, bytes.byteLength));
  const at = head.indexOf(pictureMark);
  if (at < 0) return null;
  const [name] = /^[a-z-]*/.exec(head.toString('latin1', at + pictureMark.length, at + pictureMark.length + 64))!; // matches empty, too
  return sandboxScenario(name);
}

/** The scenario that a user identifier or metadata name. */
export function scenarioInContext({
  userIdentifier,
  metadata,
}: Pick<VerificationContext, 'userIdentifier' | 'metadata'>): SandboxScenario | null {
  if (userIdentifier?.startsWith(identifierMark) === true) {
    const named = sandboxScenario(userIdentifier.slice(identifierMark.length));
    if (named !== null) return named;
  }
  const name = metadata?.['sandbox'];
  return typeof name === 'string' ? sandboxScenario(name) : null;
}
