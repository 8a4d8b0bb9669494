// A process of its own that looks like ffmpeg and is the WebAssembly build of it. Arguments: the folder of @ffmpeg/core,
// then ffmpeg's own, in which the video, which comes on standard input, is `/input` and the output, which goes to standard
// output, `/output`.
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What we use of Emscripten's module. */
interface FfmpegCore {
  readonly FS: {
    writeFile(path: string, bytes: Uint8Array): void;
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: object): void;
    mkdev(path: string, device: number): void;
  };
  setLogger(log: () => void): void;
  exec(...parameters: string[]): number;
}

const [coreFolder = '', ...ffmpegArguments] = process.argv.slice(2);

// It looks for a browser's worker.
Object.assign(globalThis, { self: globalThis, location: { href: '' } });
const file = (name: string): string => path.join(coreFolder, 'dist/esm', name);
const { default: createCore } = (await import(pathToFileURL(file('ffmpeg-core.js')).href)) as {
  default: (options: { wasmBinary: Uint8Array }) => Promise<FfmpegCore>; // the package has no types
};
const core = await createCore({ wasmBinary: readFileSync(file('ffmpeg-core.wasm')) });
core.setLogger(() => undefined);

function writeWhole(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(1, bytes, written, bytes.length - written);
  }
}

const outputDevice = core.FS.makedev(64, 0);
core.FS.registerDevice(outputDevice, {
  write(_stream: unknown, heap: Uint8Array, offset: number, length: number): number {
    writeWhole(heap.subarray(offset, offset + length));
    return length;
  },
});
core.FS.mkdev('/output', outputDevice);
core.FS.writeFile('/input', readFileSync(0));
process.exit(core.exec(...ffmpegArguments));
