import fc from 'fast-check';
import { decodeFilmPrint } from '#engine/injection/film-print.js';
import { parsePacketTable } from '#engine/video/packet-table.js';
import { splitPixmaps } from '#engine/video/split-pixmaps.js';
import { parseMasterKeys } from '#adapters/sealing/master-key-text.js';
import { readAskedSignals } from '#http/apis/ooto/asked-signals.js';
import { readCursor } from '#http/apis/native/pages.js';
import { sourceOfText } from '#http/uploads/picture-source.js';
import { decodePictureText } from '#http/uploads/picture-text.js';
import { parseKey } from '#services/api-keys/key-format.js';
import { receiptPublicKey, signReceipt, verifyReceipt } from '#services/erase/receipt.js';
import { hashToken } from '#services/sessions/session-token.js';
import { fieldsMatch, signFields } from '#services/files/url-signatures.js';
import { parseRetryAfterMs } from '#services/webhooks/delivery-schedule.js';
import { textOf, UndeclaredAnswerError, utf8, words, type FuzzTarget } from '../fuzz-target.js';

const small = 2000;

/** base64, base64url and data URLs. What is taken has one meaning. */
export const base64: FuzzTarget = {
  name: 'base64 and data URLs',
  deadlineMs: 1000,
  shortRuns: 3000,
  isPure: true,
  dictionary: words('data:', ';base64,', '==', '=', '-_', '+/', '\r\n', 'image/jpeg'),
  seeds: async () =>
    words(
      '/9j/4A==',
      '_9j_4A',
      'data:image/jpeg;base64,/9j/4A==',
      'data:;base64,_9j_\r\n4A',
      'upl.1234',
      'x'.repeat(5000),
    ),
  judge(bytes) {
    const text = Buffer.from(bytes).toString('latin1');
    const source = sourceOfText(text, small);
    const decoded = decodePictureText(text, small);
    if (decoded.status === 'complete') {
      const again = Buffer.from(decoded.bytes).toString('base64url');
      const given = text
        .replace(/^data:.*?,/is, '')
        .replace(/[\r\n\t =]/g, '')
        .replaceAll('+', '-')
        .replaceAll('/', '_');
      if (again !== given) throw new UndeclaredAnswerError('bytes that the text does not say');
      if (decoded.bytes.length > small) throw new UndeclaredAnswerError('more than the limit');
    }
    return source === null ? 'malformed' : source.kind;
  },
};

const keyedHash = { digest: (_use: string, text: string) => Buffer.alloc(32, text.length & 0xff) };
const publicKey = receiptPublicKey(keyedHash);
const receipt = signReceipt(keyedHash, {
  id: '0190a1b2',
  applicationId: 'app_a',
  mode: 'live',
  subject: { kind: 'user', hash: '00' },
  erasedAt: '2026-01-01T00:00:00Z',
  counts: { verifications: 1 },
});
const nowEpochMs = Date.UTC(2026, 0, 1);

/** Keys, tokens, cursors, signed addresses, receipts and what else a stranger hands over as one line. */
export const tokens: FuzzTarget = {
  name: 'tokens, cursors, signatures',
  deadlineMs: 1000,
  shortRuns: 3000,
  isPure: true,
  dictionary: words('sk_', 'pk_', 'live_', 'test_', 'WzEs', '\\u0000', '1e400', '.', '%00', 'null', '[1,"a"]'),
  seeds: async () => [
    utf8(`sk_live_${'a'.repeat(12)}_${'B'.repeat(40)}`),
    utf8('A'.repeat(43)),
    utf8(Buffer.from('[1790000000000,"0190a1b2"]').toString('base64url')),
    utf8(signFields(keyedHash, ['file', 1])),
    utf8('Sat, 01 Aug 2026 10:00:00 GMT'),
    utf8(JSON.stringify(receipt)),
    utf8('/api/v1.0/doc/identify?check_liveness=true&check_deepfake=0'),
  ],
  structured: fc
    .tuple(
      fc.oneof(fc.double(), fc.maxSafeInteger(), fc.jsonValue()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
    )
    .map((mark) => utf8(Buffer.from(JSON.stringify(mark)).toString('base64url'))),
  judge(bytes) {
    const text = textOf(bytes);
    const key = parseKey(text);
    hashToken(keyedHash, text);
    if (fieldsMatch(keyedHash, ['file', 1], text) !== (text === signFields(keyedHash, ['file', 1])))
      throw new UndeclaredAnswerError('a signature that is none');
    parseMasterKeys(text, '\n');
    const retry = parseRetryAfterMs(text, nowEpochMs);
    if (retry !== null && !(retry >= 0)) throw new UndeclaredAnswerError(`wait for ${retry}`);
    verifyReceipt(publicKey, text);
    const asked =
      text.startsWith('/') && !text.startsWith('//') ? readAskedSignals({ url: text }, ['liveness', 'deepfake']) : null;
    const cursor = readCursor(text);
    if (cursor.ok && cursor.value !== null) checkMark(cursor.value);
    return key !== null ? 'key' : cursor.ok ? 'cursor' : asked?.ok === true ? 'query' : 'refused';
  },
};

/** What a database is asked with must be something that each of them takes. */
function checkMark({ createdAtEpochMs, id }: { readonly createdAtEpochMs: number; readonly id: string }): void {
  if (!Number.isSafeInteger(createdAtEpochMs)) throw new UndeclaredAnswerError(`a cursor at ${createdAtEpochMs}`);
  if (id.includes('\0')) throw new UndeclaredAnswerError('a cursor with a NUL');
}

/** What the video decoder says, and what is kept of films: both are made of what strangers sent. */
export const decoderOutput: FuzzTarget = {
  name: "the video decoder's output",
  deadlineMs: 1000,
  shortRuns: 2000,
  isPure: true,
  dictionary: words(
    '#tb 0: ',
    '#dimensions 0: ',
    '1/0',
    '9223372036854775807',
    '-9223372036854775808',
    'F=0x0',
    'P6\n',
    '\n255\n',
  ),
  seeds: async () => [
    utf8('#tb 0: 1/1000\n#dimensions 0: 640x480\n0, 0, 0, 33, 100, 0x1\n0, 33, 33, 33, 90, 0x2, F=0x0\n'),
    Buffer.concat([utf8('P6\n3 2\n255\n'), Buffer.alloc(18, 9), utf8('P6\n1 1\n255\n'), Buffer.alloc(3)]),
    Buffer.alloc(2),
  ],
  judge(bytes) {
    const table = parsePacketTable(Buffer.from(bytes).toString('latin1'));
    const images = splitPixmaps(bytes);
    for (const { width, height, data } of images) {
      if (data.length !== 3 * width * height) throw new UndeclaredAnswerError('a pixmap of another size');
    }
    if (bytes.length >= 2) {
      try {
        decodeFilmPrint(bytes);
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'not a print of a film') throw error;
      }
    }
    if (table?.packets.some(({ timeMs, durationMs }) => !Number.isFinite(timeMs) || !Number.isFinite(durationMs)))
      throw new UndeclaredAnswerError('a time that is no number');
    return table === null ? (images.length === 0 ? 'none' : 'pixmaps') : 'table';
  },
};
