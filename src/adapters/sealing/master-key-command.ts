import { spawn } from 'node:child_process';
import { parseMasterKeys } from '#adapters/sealing/master-key-text.js';

/** The command that should print the keys did not. What it printed is never part of the message. */
export class MasterKeyCommandError extends Error {
  override readonly name = 'MasterKeyCommandError';
}

const timeLimitMs = 10_000;
/** A key takes 45 bytes; more than a thousand of them are no list of keys. */
const longestOutputBytes = 64 * 1024;

/**
 * Runs `[program, ...arguments]` without a shell and gives the secrets (32 bytes each) that it prints in base64, one a
 * line, newest first. Its standard error is thrown away: it may quote secrets. It is killed after 10 s. Throws
 * `MasterKeyCommandError`.
 */
export async function runMasterKeyCommand(
  [program, ...args]: readonly [string, ...string[]],
  limitMs = timeLimitMs,
): Promise<Uint8Array[]> {
  const output = await new Promise<Buffer>((resolve, reject) => {
    const fail = (why: string): void => reject(new MasterKeyCommandError(`the master key command ${why}`));
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    const kill = (why: string): void => {
      fail(why);
      child.kill('SIGKILL');
      // A grandchild may still hold the other end.
      child.stdout.destroy();
    };
    const timer = setTimeout(() => kill(`took longer than ${limitMs / 1000} s`), limitMs);
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > longestOutputBytes) kill('printed more than keys');
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      fail(`cannot be run (${'code' in error ? String(error.code) : error.name})`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(chunks));
      else fail(code === null ? `was ended by ${String(signal)}` : `ended with exit code ${code}`);
    });
  });
  const secrets = parseMasterKeys(output.toString('utf8'), '\n');
  output.fill(0);
  if (secrets === null) throw new MasterKeyCommandError('the master key command must print 32 bytes in base64 a line');
  return secrets;
}
