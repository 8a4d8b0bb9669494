import sharp from 'sharp';
import { expect, test } from 'vitest';
import { filmFileSigns, isEditor, isScreenSize, stillFileSigns } from '#engine/injection/file-signs.js';
import { matroskaInfo } from '#engine/injection/matroska-info.js';
import { mp4Info } from '#engine/injection/mp4-info.js';
import { stillInfo } from '#engine/injection/still-info.js';

const sessionCreatedAtEpochMs = Date.UTC(2026, 10, 1, 12);
const times = { sessionCreatedAtEpochMs };
const hourMs = 3_600_000;

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** An EBML element; its size takes eight bytes, unknown where null. */
function element(id: number, content: Buffer, size: number | null = content.length): Buffer {
  const length = Buffer.alloc(8, 0xff);
  if (size !== null) length.writeBigUInt64BE(BigInt(size) | (1n << 56n));
  else length[0] = 0x01;
  const idBytes = Buffer.from(id.toString(16), 'hex');
  return Buffer.concat([idBytes, length, content]);
}

interface Origin {
  readonly writer?: string;
  readonly createdAtEpochMs?: number;
}

/** As browsers' recorders write it: the segment is of unknown size, for its end is not known yet. */
function webm({ writer = 'Chrome', createdAtEpochMs }: Origin = {}): Buffer {
  const date = Buffer.alloc(8);
  date.writeBigInt64BE(BigInt((createdAtEpochMs ?? 0) - Date.UTC(2001, 0, 1)) * 1_000_000n);
  const info = element(
    0x1549a966,
    Buffer.concat([
      element(0x4d80, Buffer.from(writer)),
      element(0x5741, Buffer.from(`${writer}\0\0`)),
      ...(createdAtEpochMs === undefined ? [] : [element(0x4461, date)]),
    ]),
  );
  const segment = Buffer.concat([info, element(0x1f43b675, Buffer.from('pictures'))]);
  return Buffer.concat([element(0x1a45dfa3, Buffer.from('webm')), element(0x18538067, segment, null)]);
}

const box = (kind: string, ...content: Buffer[]): Buffer => {
  const whole = Buffer.concat(content);
  return Buffer.concat([u32(8 + whole.length), Buffer.from(kind, 'latin1'), whole]);
};

function mp4({ writer, createdAtEpochMs }: Origin = {}): Buffer {
  const created = createdAtEpochMs === undefined ? 0 : (createdAtEpochMs - Date.UTC(1904, 0, 1)) / 1000;
  const tool = box('©too', box('data', u32(1), u32(0), Buffer.from(writer ?? '')));
  const meta = box('meta', u32(0), box('hdlr', Buffer.alloc(24)), box('ilst', tool));
  return Buffer.concat([
    box('ftyp', Buffer.from('isom'), u32(512)),
    box('mdat', Buffer.alloc(40)),
    box(
      'moov',
      box('mvhd', u32(0), u32(created), Buffer.alloc(92)),
      ...(writer === undefined ? [] : [box('udta', meta)]),
    ),
  ]);
}

test.each([
  ['WebM of Chromium', webm()],
  ['WebM of Firefox', webm({ writer: 'QTmuxingAppLibWebM-0.0.1' })],
  ['WebM that was just made', webm({ createdAtEpochMs: sessionCreatedAtEpochMs - 14 * hourMs })],
  ['MP4 of Safari, by a clock that shows local time', mp4({ createdAtEpochMs: sessionCreatedAtEpochMs - 14 * hourMs })],
  ['MP4 without a time', mp4()],
  ['no video at all', Buffer.from('hello')],
])('%s has no sign', (_, file) => {
  expect(filmFileSigns(file, times)).toEqual([]);
});

test('who wrote it and when', () => {
  const createdAtEpochMs = sessionCreatedAtEpochMs - 30 * hourMs;
  expect(matroskaInfo(webm({ createdAtEpochMs }))).toEqual({ writers: ['Chrome', 'Chrome'], createdAtEpochMs });
  expect(mp4Info(mp4({ writer: 'HandBrake 1.9', createdAtEpochMs }))).toEqual({
    writers: ['HandBrake 1.9'],
    createdAtEpochMs,
  });
  const both = ['written-by-editor', 'made-before-session'];
  expect(filmFileSigns(webm({ writer: 'Lavf61.7.100', createdAtEpochMs }), times)).toEqual(both);
  expect(filmFileSigns(mp4({ writer: 'HandBrake 1.9', createdAtEpochMs }), times)).toEqual(both);
});

test('an encoder that no browser uses', () => {
  const file = Buffer.concat([mp4(), Buffer.from('x264 - core 164 r3108')]);
  expect(filmFileSigns(file, times)).toEqual(['encoded-by-editor']);
});

test.each([
  ['WebM', webm({ writer: 'Lavf', createdAtEpochMs: 1 })],
  ['MP4', mp4({ writer: 'Lavf', createdAtEpochMs: 0 })],
])('%s that is cut anywhere, or whose bytes are altered, ends in nothing but an answer', (_, file) => {
  for (let length = 0; length <= file.length; length++) filmFileSigns(file.subarray(0, length), times);
  for (let at = 0; at < file.length; at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const altered = Buffer.from(file);
      altered[at] = value;
      filmFileSigns(altered, times);
    }
  }
});

const picture = (width = 640, height = 480) => sharp({ create: { width, height, channels: 3, background: '#888' } });

test('a still of a page, and one of a phone, have no sign', async () => {
  expect(stillFileSigns(await picture().jpeg().toBuffer(), times)).toEqual([]);
  const phone = await picture()
    .withExif({ IFD0: { Make: 'Apple', Software: '17.5.1' }, IFD2: { DateTimeOriginal: '2026:11:01 13:00:00' } })
    .jpeg()
    .toBuffer();
  expect(stillInfo(phone)).toMatchObject({ width: 640, height: 480, writers: ['17.5.1'] });
  expect(stillFileSigns(phone, times)).toEqual([]);
});

test('a still that was edited, is old, and has the size of a screen', async () => {
  const edited = picture(1440, 900).withExif({
    IFD0: { Software: 'Adobe Photoshop 25.0 (Windows)' },
    IFD2: { DateTimeOriginal: '2026:10:30 09:00:00' },
  });
  const bytes = await edited.jpeg().toBuffer();
  expect(stillInfo(bytes).takenAtEpochMs).toBe(Date.UTC(2026, 9, 30, 9));
  expect(stillFileSigns(bytes, times)).toEqual(['written-by-editor', 'made-before-session', 'screen-size']);
});

test('XMP and PNG name their programs as well', async () => {
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreatorTool="GIMP 2.10"/></rdf:RDF></x:xmpmeta>';
  const segment = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(segment.length + 2);
  const jpeg = await picture().jpeg().toBuffer();
  const marked = Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xe1), length, segment, jpeg.subarray(2)]);
  expect(stillFileSigns(marked, times)).toEqual(['written-by-editor']);
  const png = await picture().png().toBuffer();
  const text = Buffer.from('Software\0Snapseed');
  const chunk = Buffer.concat([u32(text.length), Buffer.from('tEXt'), text, u32(0)]);
  expect(stillFileSigns(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]), times)).toEqual([
    'written-by-editor',
  ]);
});

test('a still that is cut anywhere, or whose bytes are altered, ends in nothing but an answer', async () => {
  const jpeg = await picture(16, 16)
    .withExif({ IFD0: { Software: 'x' } })
    .jpeg()
    .toBuffer();
  for (let length = 0; length <= jpeg.length; length++) stillFileSigns(jpeg.subarray(0, length), times);
  for (let at = 0; at < Math.min(400, jpeg.length); at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const altered = Buffer.from(jpeg);
      altered[at] = value;
      stillFileSigns(altered, times);
    }
  }
});

test('programs and sizes that are told apart', () => {
  for (const writer of [
    'Chrome',
    'QTmuxingAppLibWebM-0.0.1',
    'Core Media Video',
    '17.5.1',
    'G991BXXU5',
    'HDR+ 1.0',
    '',
  ]) {
    expect([writer, isEditor(writer)]).toEqual([writer, false]);
  }
  for (const writer of ['Lavf58.76.100', 'Adobe Premiere Pro', 'CapCut', 'OBS 30', 'GIMP 2.10', 'Canva']) {
    expect([writer, isEditor(writer)]).toEqual([writer, true]);
  }
  expect([isScreenSize(900, 1440), isScreenSize(1920, 1080), isScreenSize(640, 480)]).toEqual([true, false, false]);
});
