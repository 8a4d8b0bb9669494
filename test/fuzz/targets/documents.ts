import { aamvaFields } from '#engine/document/barcode/aamva/aamva-fields.js';
import { contentOf } from '#engine/document/barcode/barcode-content.js';
import { loadBarcodeDecoder, type BarcodeDecoder } from '#engine/document/barcode/barcode-decoder.js';
import { parseMrz } from '#engine/document/mrz/parse.js';
import { aamvaSamples } from '../../support/aamva-cards.js';
import { UndeclaredAnswerError, utf8, words, type FuzzTarget } from '../fuzz-target.js';

const zones = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
  'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6',
  'IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6',
];
const now = new Date(Date.UTC(2026, 0, 1));

/** Lines of a machine readable zone, whatever a reader made of them. */
export const mrz: FuzzTarget = {
  name: 'MRZ',
  deadlineMs: 1000,
  shortRuns: 3000,
  isPure: true,
  dictionary: words('<<', '<', 'UTO', 'D<<', 'GBR', '000229', '991331', 'O', '\n', 'Ä'),
  seeds: async () => zones.map(utf8),
  judge(bytes) {
    const lines = Buffer.from(bytes).toString('latin1').split('\n');
    const parsed = parseMrz({ lines, now });
    if (parsed === null) return 'none';
    for (const [name, field] of Object.entries(parsed.fields)) {
      if (!(field.confidence >= 0 && field.confidence <= 1)) throw new UndeclaredAnswerError(`${name}: a confidence`);
      if (/^dateOf/.test(name) && field.valid === true && !/^\d{4}-\d\d-\d\d$/.test(field.value))
        throw new UndeclaredAnswerError(`${name} counts as valid and is no date`);
    }
    return parsed.checkDigitsHold ? 'holds' : 'fails';
  },
};

/** What a barcode holds: cards of North America, seals, texts. */
export const barcodeContents: FuzzTarget = {
  name: 'barcode contents, AAMVA',
  deadlineMs: 1000,
  shortRuns: 3000,
  isPure: true,
  dictionary: words(
    'ANSI ',
    'AAMVA',
    'DL',
    'ID',
    'ZV',
    'DAQ',
    'DBB',
    'DBA',
    'DAU',
    'DAW',
    'DDE',
    '\r',
    '\x1e',
    '\xdc\x03',
    '9999',
    'NONE',
  ),
  seeds: async () => [
    ...aamvaSamples.map(({ text }) => Buffer.from(text, 'latin1')),
    utf8(zones[0]!),
    utf8('https://a.example/'),
  ],
  judge(bytes) {
    const content = contentOf(bytes);
    if (content.kind === 'aamva') aamvaFields(content.card);
    return content.kind;
  },
};

let decoder: Promise<BarcodeDecoder> | undefined;

/** Pixels that may be a barcode, through the WebAssembly that finds and decodes them. */
export const barcodePixels: FuzzTarget = {
  name: 'barcodes in pixels',
  deadlineMs: 10_000,
  shortRuns: 60,
  isPure: false,
  seeds: async () => [
    Uint8Array.from({ length: 64 * 64 }, (_, at) => (Math.floor((at % 64) / 3) % 2 === 0 ? 0 : 255)),
    Uint8Array.from({ length: 64 * 64 }, (_, at) => ((at * 2654435761) >>> 31) * 255),
    await printedCode(),
  ],
  async judge(bytes) {
    decoder ??= loadBarcodeDecoder();
    const width = bytes.length < 64 ? Math.max(1, bytes.length) : 64;
    const height = Math.max(1, Math.floor(bytes.length / width));
    const data = new Uint8Array(width * height);
    data.set(bytes.subarray(0, data.length));
    const found = await (await decoder).decode({ width, height, data, channels: 1 }, { formats: null, everyWay: true });
    for (const { bytes: content } of found) contentOf(content);
    return found.length === 0 ? 'none' : 'found';
  },
};

/** A code that is read: `A` in 21 modules a side, each two pixels wide. */
async function printedCode(): Promise<Uint8Array> {
  const { default: qrcode } = await import('qrcode-generator');
  const code = qrcode(1, 'L');
  code.addData('A');
  code.make();
  return Uint8Array.from({ length: 64 * 64 }, (_, at) => {
    const [x, y] = [Math.floor((at % 64) / 2) - 5, Math.floor(at / 128) - 5];
    const inside = x >= 0 && y >= 0 && x < code.getModuleCount() && y < code.getModuleCount();
    return inside && code.isDark(y, x) ? 0 : 255;
  });
}
