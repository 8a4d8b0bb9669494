// Encodes pictures to a video with the WebAssembly build of ffmpeg, in a process of its own: for tests that need a video of
// their own making. Arguments: folder of @ffmpeg/core, folder of the inputs, output file, then ffmpeg's own, in which the
// inputs lie in `/inputs` and the output is `/output`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [coreFolder, inputFolder, outputFile, ...ffmpegArguments] = process.argv.slice(2);
Object.assign(globalThis, { self: globalThis, location: { href: '' } });
const file = (name) => path.join(coreFolder, 'dist/esm', name);
const { default: createCore } = await import(pathToFileURL(file('ffmpeg-core.js')).href);
const core = await createCore({ wasmBinary: readFileSync(file('ffmpeg-core.wasm')) });
core.setLogger(({ message }) => process.stderr.write(`${message}\n`));
core.FS.mkdir('/inputs');
for (const name of readdirSync(inputFolder)) {
  core.FS.writeFile(`/inputs/${name}`, readFileSync(path.join(inputFolder, name)));
}
const exitCode = core.exec('-nostdin', '-hide_banner', '-loglevel', 'error', ...ffmpegArguments);
if (exitCode === 0) writeFileSync(outputFile, core.FS.readFile('/output'));
process.exit(exitCode);
