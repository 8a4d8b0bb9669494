import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { throwIfAbandoned } from '#engine/abandonment.js';
import type { InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import type { ScriptRecogniser } from '#engine/document/local-script/script-recogniser.js';
import type { LocalLanguageCode } from '#engine/document/tables/local-languages.js';
import type { Luminance } from '#engine/image/luminance.js';

/** The build with SIMD and without the legacy engine. Relaxed SIMD gives other results on other processors. */
const programName = 'tesseract-core-simd-lstm';
/** Tesseract's own numbers: `OEM_LSTM_ONLY`, `PSM_SINGLE_LINE`. */
const lstmOnly = 1;
const singleLine = 7;
/** What Tesseract assumes of a scan; unset it guesses one from the letters, with a warning. */
const dotsPerInch = 300;
/** `SetImageFile` answers so for what it cannot read. */
const unreadable = 1;

/** The part of `tesseract.js-core` that is used; the package ships no types. */
interface TesseractProgram {
  readonly FS: { writeFile(file: string, bytes: Uint8Array): void; unlink(file: string): void };
  readonly TessBaseAPI: new () => TesseractReader;
}
interface TesseractReader {
  Init(folder: string, language: string, engineMode: number): number;
  SetPageSegMode(mode: number): void;
  SetImageFile(exifOrientation: number, angleRadians: number): number;
  SetSourceResolution(dotsPerInch: number): void;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  MeanTextConf(): number;
  Clear(): void;
}
type StartProgram = (options: { wasmBinary: Uint8Array; print(): void; printErr(): void }) => Promise<TesseractProgram>;

/**
 * Tesseract's LSTM line recogniser (Apache-2.0), compiled to WebAssembly, in this thread. Program and language data are
 * read from the installed packages when a line first needs them, and kept; nothing is fetched or cached, no thread is
 * started, so it ends with the thread that it runs on. What a line says does not depend on the lines before it.
 */
export function createTesseractRecogniser({ engineFolder, files }: InstalledLanguages): ScriptRecogniser {
  let program: Promise<TesseractProgram> | null = null;
  let readers = new Map<LocalLanguageCode, TesseractReader>();

  async function readerOf(
    language: LocalLanguageCode,
  ): Promise<{ program: TesseractProgram; reader: TesseractReader }> {
    const file = files[language];
    if (engineFolder === null || file === undefined) throw new Error(`the language ${language} is not installed`);
    program ??= startProgram(engineFolder);
    const running = await program;
    let reader = readers.get(language);
    if (reader === undefined) {
      const data = await promisify(gunzip)(await readFile(file));
      const name = `/${language}.traineddata`;
      running.FS.writeFile(name, data);
      reader = new running.TessBaseAPI();
      const failed = reader.Init('/', language, lstmOnly) !== 0;
      running.FS.unlink(name);
      if (failed) throw new Error(`Tesseract cannot use ${file}`);
      reader.SetPageSegMode(singleLine);
      readers.set(language, reader);
    }
    return { program: running, reader };
  }

  return {
    async read(line, language) {
      const own = await readerOf(language);
      throwIfAbandoned();
      try {
        own.program.FS.writeFile('/input', portableGraymap(line));
        if (own.reader.SetImageFile(1, 0) === unreadable) return null;
        own.reader.SetSourceResolution(dotsPerInch);
        own.reader.Recognize(null);
        const text = own.reader.GetUTF8Text().replace(directionMarks, '').trim();
        const confidence = Math.min(1, Math.max(0, own.reader.MeanTextConf() / 100));
        own.reader.Clear();
        return { text, confidence };
      } catch {
        // The WebAssembly program trapped or ran out of memory on these pixels. It must not be entered again.
        program = null;
        readers = new Map();
        return null;
      }
    },
  };
}

/** Marks that set the direction of text and print nothing. */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

async function startProgram(folder: string): Promise<TesseractProgram> {
  const start = createRequire(import.meta.url)(path.join(folder, `${programName}.js`)) as StartProgram; // a CommonJS file without types
  return start({
    // Handed over, because the program would otherwise look for it by itself.
    wasmBinary: await readFile(path.join(folder, `${programName}.wasm`)),
    print: () => undefined,
    printErr: () => undefined,
  });
}

/** Grey levels as a binary PGM (Netpbm P5), which Leptonica reads. */
function portableGraymap({ width, height, data }: Luminance): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
