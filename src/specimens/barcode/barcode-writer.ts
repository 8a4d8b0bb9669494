import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { encodeFormat, prepareZXingModule, type WriteInputBarcodeFormat } from 'zxing-wasm/writer';
import type { BarcodeFormat } from '#domain/document.js';

/** The modules of a symbol, without a quiet zone: u8, row-major, 1 dark, 0 light. A stacked symbol's rows are repeated. */
export interface BarcodeModules {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface BarcodeOrder {
  readonly format: BarcodeFormat;
  readonly content: Uint8Array;
  /** Codewords a row, for PDF417; the others choose their own size. */
  readonly columns?: number;
}

/** Throws when the symbology cannot hold the content. */
export type BarcodeWriter = (order: BarcodeOrder) => BarcodeModules;

const names = {
  pdf417: 'PDF417',
  'qr-code': 'QRCode',
  'data-matrix': 'DataMatrix',
  aztec: 'AztecCode',
} as const satisfies Record<BarcodeFormat, WriteInputBarcodeFormat>;

/** What the package's types leave out of its program: the memory that contents are handed over in. */
interface ProgramMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

/** AAMVA DL/ID Card Design Standard, D.3: error correction level 3 at least, 5 recommended where there is room. */
const pdf417Level = 4;

/** Loads the encoder of zxing-cpp from the installed package. For specimens: the server itself writes no barcode. */
export async function loadBarcodeWriter(): Promise<BarcodeWriter> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  const wasmBinary = Uint8Array.from(await readFile(file)).buffer;
  const program = await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const module = program as typeof program & ProgramMemory; // see there
  return ({ format, content, columns }) => {
    const at = module._malloc(content.length);
    try {
      module.HEAPU8.set(content, at);
      const { symbol, error } = module.writeBarcodeFromBytes(at, content.length, {
        format: encodeFormat(names[format]),
        options: format === 'pdf417' ? `columns=${columns ?? 10},ecLevel=${pdf417Level}` : '',
        scale: 1,
        rotate: 0,
        invert: false,
        addHRT: false,
        addQuietZones: false,
      });
      if (error !== '') throw new Error(`${format}: ${error}`);
      return {
        width: symbol.width,
        height: symbol.height,
        data: Uint8Array.from(symbol.data, (level) => (level < 128 ? 1 : 0)),
      };
    } finally {
      module._free(at);
    }
  };
}
