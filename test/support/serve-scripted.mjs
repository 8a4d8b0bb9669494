// The real server as a process of its own, with scripted workers instead of models: for what has to do with the process
// and the records, not with the pictures. Run from dist/, which `npm test` builds first.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodeOf } from '../../dist/cli/exit-codes.js';
import { runServe } from '../../dist/main/run-serve.js';

const terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  progress: () => undefined,
  clearProgress: () => undefined,
};
const engineModule = path.join(import.meta.dirname, 'verifying-engine.mjs');
const bytes = Buffer.from('{}');

try {
  process.exitCode = await runServe({
    tlsSelfSigned: process.argv.includes('--tls-self-signed'),
    terminal,
    beginEngine: () => ({ moduleUrl: pathToFileURL(engineModule).href, options: Promise.resolve({}) }),
    renderSamples: async (names) => names.map((name) => ({ name, bytes })),
  });
} catch (error) {
  terminal.note(`${error.name}: ${error.message}`);
  process.exitCode = exitCodeOf(error);
}
