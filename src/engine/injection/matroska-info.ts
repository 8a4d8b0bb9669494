/** What a container says of where it comes from. */
export interface ContainerInfo {
  /** Programs that wrote it, in their own words; empty: none is named. */
  readonly writers: readonly string[];
  /** Milliseconds since 1970; null: it is not told. */
  readonly createdAtEpochMs: number | null;
}

const ids = { segment: 0x18538067, info: 0x1549a966, cluster: 0x1f43b675, muxer: 0x4d80, writer: 0x5741, date: 0x4461 };

/** Recorders write it first; beyond this it is not looked for. */
const headBytes = 64 * 1024;
const mostElements = 200;
/** Matroska counts nanoseconds from 2001-01-01 (RFC 9559, 5.1.2.11). */
const epochMs = Date.UTC(2001, 0, 1);

/** `MuxingApp`, `WritingApp` and `DateUTC` of Matroska and WebM (RFC 8794, RFC 9559). Whatever is broken tells nothing. */
export function matroskaInfo(file: Uint8Array): ContainerInfo {
  const bytes = Buffer.from(file.buffer, file.byteOffset, Math.min(headBytes, file.byteLength));
  const writers: string[] = [];
  let createdAtEpochMs: number | null = null;
  let elements = 0;

  function walk(from: number, to: number): void {
    for (let at = from; at < to && elements < mostElements; elements++) {
      const id = readVint(bytes, at, true);
      const size = id === null ? null : readVint(bytes, at + id.length, false);
      if (id === null || size === null) return;
      const start = at + id.length + size.length;
      const end = size.value === null ? to : Math.min(to, start + size.value);
      if (id.value === ids.cluster) return;
      if (id.value === ids.segment || id.value === ids.info) walk(start, end);
      // Strings may be filled up with zeros.
      if (id.value === ids.muxer || id.value === ids.writer) writers.push(textOf(bytes.subarray(start, end)));
      if (id.value === ids.date && end - start === 8) {
        createdAtEpochMs = epochMs + Number(bytes.readBigInt64BE(start) / 1_000_000n);
      }
      at = end;
    }
  }
  walk(0, bytes.length);
  return { writers, createdAtEpochMs };
}

const textOf = (bytes: Buffer): string => bytes.subarray(0, 200).toString('utf8').replace(/\0.*$/s, '');

/** EBML's number of variable length; `value` null: of unknown size. Ids keep the bit that marks their length. */
function readVint(bytes: Buffer, at: number, isId: boolean): { value: number | null; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (length > (isId ? 4 : 8) || at + length > bytes.length) return null;
  let value = isId ? first : first & (0xff >> length);
  let allOnes = !isId && value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i]!; // within the bounds just asked for
    value = value * 256 + byte;
    allOnes &&= byte === 0xff;
  }
  return { value: allOnes ? null : value, length };
}
