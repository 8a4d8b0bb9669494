import { expect, test } from 'vitest';
import { runMasterKeyCommand } from '#adapters/sealing/master-key-command.js';

const run = (script: string, limitMs?: number) => runMasterKeyCommand([process.execPath, '-e', script], limitMs);
const line = (byte: number): string => `Buffer.alloc(32, ${byte}).toString('base64')`;

test('the keys are what it prints, one in a line', async () => {
  expect(await run(`console.log(${line(2)}); console.log(${line(1)})`)).toEqual([
    new Uint8Array(32).fill(2),
    new Uint8Array(32).fill(1),
  ]);
});

test.each([
  ['console.error("hunter2"); process.exit(3)', 'the master key command ended with exit code 3'],
  ['console.log("hunter2")', 'the master key command must print 32 bytes in base64 a line'],
  ['', 'the master key command must print 32 bytes in base64 a line'],
  ['process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9999)', 'the master key command was ended by SIGTERM'],
  [
    'process.stdout.write("x".repeat(70000)); setTimeout(() => {}, 9999)',
    'the master key command printed more than keys',
  ],
])('%s', async (script, message) => {
  await expect(run(script)).rejects.toMatchObject({ name: 'MasterKeyCommandError', message });
});

test('it is killed at its limit', async () => {
  await expect(run('setTimeout(() => {}, 60000)', 200)).rejects.toThrow('took longer than 0.2 s');
});

test('no shell sees it', async () => {
  await expect(runMasterKeyCommand(['echo hello; exit 0'])).rejects.toThrow('cannot be run (ENOENT)');
});
