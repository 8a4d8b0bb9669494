import { expect, test } from 'vitest';
import { ProtobufWriter } from '#engine/models/conversion/protobuf-writer.js';

// The examples of protobuf.dev, "Encoding".
test('writes a varint field', () => {
  expect([...new ProtobufWriter().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
});

test('writes a negative integer as 64-bit two’s complement', () => {
  expect([...new ProtobufWriter().integer(1, -2).finish()]).toEqual([
    0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
  ]);
});

test('writes a string field', () => {
  expect([...new ProtobufWriter().string(2, 'testing').finish()]).toEqual([
    0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
  ]);
});

test('writes a message field and a float', () => {
  const bytes = new ProtobufWriter().message(3, (inner) => inner.float(1, 1)).finish();
  expect([...bytes]).toEqual([0x1a, 0x05, 0x0d, 0x00, 0x00, 0x80, 0x3f]);
});
