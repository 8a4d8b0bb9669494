import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import type { S3Options } from '#adapters/s3/s3-blobs.js';

export interface S3UnderTest {
  readonly options: S3Options;
  /** Where the server keeps its files. */
  readonly directory: string;
  readonly filesKept: () => string[];
  close(): Promise<void>;
}

/** An S3-compatible server on loopback with an empty bucket. It does not check credentials. */
export async function startS3(): Promise<S3UnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'bonafide-test' }],
  });
  const { port } = await server.run();
  return {
    options: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: 'bonafide-test',
      pathStyle: true,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    directory,
    filesKept: () => readdirSync(directory, { recursive: true, encoding: 'utf8' }),
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
