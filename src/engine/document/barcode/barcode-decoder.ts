import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  prepareZXingModule,
  purgeZXingModule,
  readBarcodes,
  type ReaderOptions,
  type ReadResult,
} from 'zxing-wasm/reader';
import { barcodeFormats, type BarcodeFormat } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import type { Luminance } from '#engine/image/luminance.js';

/** A barcode as it stands in a picture. */
export interface Barcode {
  readonly format: BarcodeFormat;
  /** The content as encoded. Text of the decoder is not kept: it alters the control characters of AAMVA. */
  readonly bytes: Uint8Array;
  /** In pixels of the picture that was searched. */
  readonly quad: Quad;
  readonly errorCorrection: {
    /** As the symbology names it: `L`–`H` (QR), a share of the codewords such as `36%` (PDF417, Aztec); else null. */
    readonly level: string | null;
    /** Share of the correction's capacity that was not needed, 0–1: 0 is a symbol that was barely read. */
    readonly unused: number | null;
  };
}

export interface DecodeEffort {
  /** Null: all. */
  readonly formats: readonly BarcodeFormat[] | null;
  /** Also quarter turns, inverted symbols and smaller copies. */
  readonly everyWay: boolean;
}

/** Finds and decodes barcodes in grey levels; upright ones, as far as stacked symbologies go. Pixels that break the decoder hold none. */
export interface BarcodeDecoder {
  decode(image: Luminance, effort: DecodeEffort): Promise<readonly Barcode[]>;
}

/** By the family that the decoder reports. */
const formatsOfSymbology: Readonly<Partial<Record<ReadResult['symbology'], BarcodeFormat>>> = {
  PDF417: 'pdf417',
  QRCode: 'qr-code',
  DataMatrix: 'data-matrix',
  Aztec: 'aztec',
};
/** What the decoder is asked for. */
const symbols = {
  pdf417: ['PDF417', 'CompactPDF417', 'MicroPDF417'],
  'qr-code': ['QRCode', 'MicroQRCode'],
  'data-matrix': ['DataMatrix'],
  aztec: ['AztecCode'],
} as const satisfies Record<BarcodeFormat, readonly string[]>;

/** A document has one or two; more are a poster or an attack. */
const maximumSymbols = 8;
/** The largest content is 7089 digits (QR); a hostile picture cannot make more of it. */
const maximumBytes = 8192;

/** The decoder of zxing-cpp, compiled to WebAssembly; the program is read from the installed package, never fetched. */
export async function loadBarcodeDecoder(): Promise<BarcodeDecoder> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = Uint8Array.from(await readFile(file)).buffer;
  const start = async (): Promise<void> => {
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  };
  await start();
  return {
    async decode(image, effort) {
      let found: readonly ReadResult[];
      try {
        found = await readBarcodes(withAlpha(image), optionsFor(effort));
      } catch {
        // The WebAssembly program trapped or ran out of memory on these pixels. It must not be entered again.
        purgeZXingModule();
        await start();
        return [];
      }
      return found.flatMap(({ isValid, symbology, bytes, position, extra }): Barcode[] => {
        const format = formatsOfSymbology[symbology];
        if (!isValid || format === undefined || bytes.length === 0 || bytes.length > maximumBytes) return [];
        const { topLeft, topRight, bottomRight, bottomLeft } = position;
        const quad: Quad = [topLeft, topRight, bottomRight, bottomLeft];
        return [{ format, bytes: Uint8Array.from(bytes), quad, errorCorrection: correctionOf(extra) }];
      });
    },
  };
}

function optionsFor({ formats, everyWay }: DecodeEffort): ReaderOptions {
  return {
    formats: (formats ?? barcodeFormats).flatMap((format) => symbols[format]),
    tryHarder: true,
    tryRotate: everyWay,
    tryInvert: everyWay,
    tryDownscale: everyWay,
    maxNumberOfSymbols: maximumSymbols,
    textMode: 'Plain',
  };
}

/** The package takes RGBA and makes grey of it. */
function withAlpha({ width, height, data: grey }: Luminance): ImageData {
  const data = new Uint8ClampedArray(grey.length * 4);
  const words = new Uint32Array(data.buffer);
  for (let i = 0; i < grey.length; i++) words[i] = grey[i]! * 0x010101;
  return { width, height, data, colorSpace: 'srgb' };
}

/** The decoder's own JSON: `{"UEC": 0.75, "ECLevel": "47%", …}`; keys may be missing. */
function correctionOf(extra: string): Barcode['errorCorrection'] {
  let values: { readonly UEC?: unknown; readonly ECLevel?: unknown } | null;
  try {
    values = JSON.parse(extra) as typeof values; // each key is checked below
  } catch {
    values = null;
  }
  const { ECLevel: level, UEC: unused } = values ?? {};
  return {
    level: typeof level === 'string' && level !== '' ? level : null,
    unused: typeof unused === 'number' ? Math.min(1, Math.max(0, unused)) : null,
  };
}
