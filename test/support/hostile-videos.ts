import { encodeVideo, facePictures, runEncoder } from './drawn-video.js';

/** A video that is made to harm or to mislead. */
export interface HostileVideo {
  readonly name: string;
  readonly bytes: Buffer;
  /** Every answer that is right; `frames`: it is decoded, as far as the bounds let it be. */
  readonly answers: readonly (
    'frames' | 'video-empty' | 'video-type-unsupported' | 'video-too-large' | 'video-undecodable'
  )[];
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M'];

/** ISO/IEC 14496-12 §4.2: a box of this type around the content. */
function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A copy in which the 32 bits at `offset` behind the name of a box say `value`. */
function claiming(
  file: Buffer,
  value: number,
  ...places: readonly (readonly [name: string, offset: number])[]
): Buffer {
  const changed = Buffer.from(file);
  for (const [name, offset] of places) {
    const at = changed.indexOf(name, 0, 'latin1');
    if (at < 0) throw new Error(`no ${name}`);
    changed.writeUInt32BE(value, at + 4 + offset);
  }
  return changed;
}

/** The element of a Matroska file whose size is `sizeBytes` long, with the size "unknown" (RFC 8794 §6.2). */
function ofUnknownSize(file: Buffer, id: Buffer): Buffer {
  const changed = Buffer.from(file);
  const at = changed.indexOf(id) + id.length;
  const length = Math.clz32(changed[at]!) - 23; // the leading zero bits of a byte say how long the size is
  changed.fill(0xff, at, at + length);
  changed[at] = 0xff >> (length - 1);
  return changed;
}
const segment = Buffer.of(0x18, 0x53, 0x80, 0x67);
const cluster = Buffer.of(0x1f, 0x43, 0xb6, 0x75);

/** Pictures without a picture file: ffmpeg's own test source. */
const source = (size: string, framesPerSecond: string, seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc=s=${size}:r=${framesPerSecond}:d=${seconds}`],
];

/** Made here, so that nothing hostile lies in the repository. */
export async function hostileVideos(): Promise<HostileVideo[]> {
  const pictures = await facePictures('a', 20, [320, 240]);
  const mp4 = await encodeVideo(pictures, 10, [...x264, '-f', 'mp4']);
  const indexFirst = await encodeVideo(pictures, 10, [...x264, '-movflags', 'faststart', '-f', 'mp4']);
  const fragments = ['-g', '5', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'];
  const fragmented = await encodeVideo(pictures, 10, [...x264, ...fragments]);
  const webm = await encodeVideo(pictures, 10, [...vp8, '-f', 'webm']);
  const live = await encodeVideo(pictures, 10, [...vp8, '-live', '1', '-f', 'webm']);
  const eightK = await encodeVideo(pictures.slice(0, 1), 1, [
    ...['-vf', 'scale=7680:4320:flags=fast_bilinear', '-c:v', 'mpeg4', '-q:v', '31', '-f', 'mp4'],
  ]);
  const fourK = await runEncoder(
    [],
    [...source('4096x2304', '10', 1), '-c:v', 'mpeg4', '-q:v', '20', '-f', 'mp4', '/output'],
  );
  const again = ['-stream_loop', '29', '-f', 'mov', '-i', '/inputs/0000.png', '-c', 'copy', '-f', 'mp4', '/output'];
  const sound = (codec: string, muxer: string) =>
    runEncoder([], ['-f', 'lavfi', '-i', 'sine=d=2', '-c:a', codec, '-f', muxer, '/output']);
  const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000, 7)]);
  const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isommp42'));
  const noTrack = box(
    'moov',
    box('mvhd', Buffer.concat([Buffer.alloc(12), Buffer.of(0, 0, 3, 232, 0, 0, 19, 136), Buffer.alloc(80)])),
  );
  const hours = (file: Buffer): Buffer => claiming(file, 0x7fff_ffff, ['mvhd', 16], ['mdhd', 16], ['tkhd', 20]);

  return [
    { name: 'empty', bytes: Buffer.alloc(0), answers: ['video-empty'] },
    {
      name: 'MP4 without its end, index at the end',
      bytes: mp4.subarray(0, mp4.length / 2),
      answers: ['video-undecodable'],
    },
    {
      name: 'MP4 without its end, index first',
      bytes: indexFirst.subarray(0, 0.6 * indexFirst.length),
      answers: ['frames'],
    },
    {
      name: 'MP4 of one box head',
      bytes: mp4.subarray(0, 8),
      answers: ['video-type-unsupported', 'video-undecodable'],
    },
    { name: 'WebM without its end', bytes: webm.subarray(0, 0.6 * webm.length), answers: ['frames'] },
    { name: '8K', bytes: eightK, answers: ['video-too-large'] },
    // VisualSampleEntry: the size stands 24 bytes behind the name.
    {
      name: '8K that claims 64 × 36',
      bytes: claiming(eightK, (64 << 16) | 36, ['mp4v', 24]),
      answers: ['video-too-large', 'video-undecodable'],
    },
    { name: '4K for 30 s', bytes: await runEncoder([fourK], again), answers: ['frames'] },
    { name: 'MP4 that claims hours', bytes: hours(mp4), answers: ['frames'] },
    {
      name: 'pictures over ten hours',
      bytes: await runEncoder([], [...source('64x48', '1/1000', 36_000), ...vp8, '-f', 'webm', '/output']),
      answers: ['frames'],
    },
    {
      name: 'one picture a second',
      bytes: await encodeVideo(pictures.slice(0, 5), 1, [...x264, '-f', 'mp4']),
      answers: ['frames'],
    },
    {
      name: '1000 pictures a second',
      bytes: await runEncoder(
        [],
        [...source('64x48', '1000', 30), '-c:v', 'mpeg4', '-q:v', '31', '-f', 'matroska', '/output'],
      ),
      answers: ['frames'],
    },
    { name: 'no track', bytes: Buffer.concat([ftyp, noTrack]), answers: ['video-undecodable'] },
    { name: 'sound alone, MP4', bytes: await sound('aac', 'mp4'), answers: ['video-undecodable'] },
    { name: 'sound alone, Matroska', bytes: await sound('aac', 'matroska'), answers: ['video-undecodable'] },
    { name: 'a zip file', bytes: zip, answers: ['video-type-unsupported'] },
    { name: 'a zip file behind the head of an MP4', bytes: Buffer.concat([ftyp, zip]), answers: ['video-undecodable'] },
    {
      name: 'a zip file behind the head of a WebM',
      bytes: Buffer.concat([webm.subarray(0, 40), zip]),
      answers: ['video-undecodable'],
    },
    ...['stsz', 'stts', 'stco', 'stsc', 'stss'].map((table): HostileVideo => {
      const offset = table === 'stsz' ? 8 : 4;
      return {
        name: `MP4 whose ${table} claims four thousand million entries`,
        bytes: claiming(mp4, 0xffff_ffff, [table, offset]),
        answers: ['frames', 'video-undecodable'],
      };
    }),
    {
      name: 'MP4 whose moov claims 2 GB',
      bytes: Buffer.concat([
        ftyp,
        Buffer.from([0x7f, 0xff, 0xff, 0xff]),
        Buffer.from('moov'),
        Buffer.alloc(100_000, 9),
      ]),
      answers: ['video-undecodable'],
    },
    { name: 'WebM of unknown size, as browsers send it', bytes: live, answers: ['frames'] },
    {
      name: 'WebM with segment and clusters of unknown size',
      bytes: ofUnknownSize(ofUnknownSize(webm, segment), cluster),
      answers: ['frames'],
    },
    {
      name: 'WebM of unknown size with 20 MB of nothing behind',
      bytes: Buffer.concat([ofUnknownSize(webm, segment), Buffer.alloc(20 * 1024 * 1024)]),
      answers: ['frames'],
    },
    { name: 'fragmented MP4', bytes: fragmented, answers: ['frames'] },
    {
      name: 'fragmented MP4 without its end',
      bytes: fragmented.subarray(0, 0.6 * fragmented.length),
      answers: ['frames'],
    },
  ];
}
