import { expect, test } from 'vitest';
import { parsePacketTable } from '#engine/video/packet-table.js';

const text = `#extradata 0:       41, 0xf6d00c8f
#software: Lavf59.27.100
#tb 0: 1/1000
#media_type 0: video
#codec_id 0: h264
#dimensions 0: 640x480
#sar 0: 0/1
0,        -40,          0,       40,    15668, 0x4bb8350c
0,          0,         80,       40,    10090, 0x2d30a864, F=0x0
0,         40,         40,       40,     4239, 0x4711491f, F=0x0, S=1,        8, 0x05ec00be
`;

test('pictures in the order in which they are shown', () => {
  expect(parsePacketTable(text)).toEqual({
    width: 640,
    height: 480,
    packets: [
      { timeMs: 0, durationMs: 40, isKey: true },
      { timeMs: 40, durationMs: 40, isKey: false },
      { timeMs: 80, durationMs: 40, isKey: false },
    ],
  });
});

test('a picture without a time of its own is shown when it is decoded', () => {
  const unset = text.replace('0,          0,         80,', '0,          0,         -9223372036854775808,');
  expect(parsePacketTable(unset)?.packets.map(({ timeMs }) => timeMs)).toEqual([0, 0, 40]);
});

test('a last line that is cut off is left out', () => {
  expect(parsePacketTable(text.slice(0, text.lastIndexOf('0x4711')))?.packets.length).toBe(3);
  expect(parsePacketTable(text.slice(0, text.lastIndexOf('40,       40,')))?.packets.length).toBe(2);
});

test.each([
  ['nothing', ''],
  ['no picture', text.slice(0, text.indexOf('0,        -40'))],
  ['no size', text.replace('640x480', '0x0')],
  ['no clock', text.replace('#tb', '#tc')],
])('%s tells of no video', (_, broken) => {
  expect(parsePacketTable(broken)).toBeNull();
});
