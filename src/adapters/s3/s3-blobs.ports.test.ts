import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createS3Blobs, type S3Options } from '#adapters/s3/s3-blobs.js';
import { describeBlobs } from '#ports/blobs.suite.js';
import { startS3 } from '../../../test/support/s3-server.js';

describeBlobs('S3-compatible server', async () => {
  const server = await startS3();
  const blobs = createS3Blobs(server.options);
  return {
    blobs,
    filesKept: server.filesKept,
    async close() {
      blobs.close();
      await server.close();
    },
  };
});

const checking = async (options: S3Options): Promise<unknown> => {
  const blobs = createS3Blobs(options);
  try {
    return await blobs.check();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  } finally {
    blobs.close();
  }
};

test('at start the bucket is there, or one line says why not', async () => {
  const server = await startS3();
  expect(await checking(server.options)).toBeUndefined();
  expect(await checking({ ...server.options, bucket: 'other' })).toBe(
    'BucketError: the bucket other cannot be used: there is none of this name',
  );
  await server.close();
  expect(await checking(server.options)).toBe(
    'BucketError: the bucket bonafide-test cannot be used: the store cannot be reached (ECONNREFUSED)',
  );
});

/** Answers as S3 does what the other server does not know. */
async function scripted(answer: (method: string, url: string) => { status: number; body: string }): Promise<{
  server: Server;
  options: S3Options;
}> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.method ?? '', request.url ?? '');
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'application/xml' }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP socket, not a pipe
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return { server, options: { endpoint, region: 'us-east-1', bucket: 'b', pathStyle: true, ...credentials } };
}

test('refused credentials are told as such', async () => {
  const { server, options } = await scripted(() => ({ status: 403, body: '' }));
  expect(await checking(options)).toBe(
    'BucketError: the bucket b cannot be used: the store refuses the credentials, or they do not cover it',
  );
  server.close();
});

test('parts of puts that never finished are removed once they are old, and what others upload stays', async () => {
  const upload = (key: string, id: string, initiated: string): string =>
    `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
  const pages = [
    `<IsTruncated>true</IsTruncated><NextKeyMarker>aaaa/0001</NextKeyMarker><NextUploadIdMarker>1</NextUploadIdMarker>${upload('aaaa/0001', '1', '2026-01-01T00:00:00.000Z')}`,
    `<IsTruncated>false</IsTruncated>${upload('backup/0001', '4', '2026-01-01T00:00:00.000Z')}${upload('aaaa/0002', '2', '2026-01-01T02:00:00.000Z')}${upload('aaaa/0003', '3', '2026-01-01T00:59:59.000Z')}`,
  ];
  const listed: (string | null)[] = [];
  const deleted: string[] = [];
  const { server, options } = await scripted((method, url) => {
    if (method === 'DELETE') {
      deleted.push(url);
      return { status: 204, body: '' };
    }
    listed.push(new URL(url, 'http://s3').searchParams.get('prefix'));
    const page = url.includes('key-marker') ? pages[1]! : pages[0]!;
    return { status: 200, body: `<ListMultipartUploadsResult>${page}</ListMultipartUploadsResult>` };
  });
  const blobs = createS3Blobs(options);
  expect(await blobs.removeUnfinished('aaaa', Date.parse('2026-01-01T01:00:00Z'))).toBe(2);
  blobs.close();
  server.close();
  expect(listed).toEqual(['aaaa/', 'aaaa/']);
  expect(deleted.map((url) => url.replace(/&?x-id=\w+&?/, ''))).toEqual([
    '/b/aaaa/0001?uploadId=1',
    '/b/aaaa/0003?uploadId=3',
  ]);
});

test('a store that stumbles is asked again, and not for ever', async () => {
  let asked = 0;
  let failures = 2;
  const { server, options } = await scripted(() => {
    asked++;
    return failures-- > 0 ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' } : { status: 200, body: '' };
  });
  const blobs = createS3Blobs(options);
  await blobs.put(
    'aaaa/0001',
    (async function* () {
      yield Buffer.from('x');
    })(),
  );
  expect(asked).toBe(3);
  failures = Number.POSITIVE_INFINITY;
  await expect(blobs.delete('aaaa/0001')).rejects.toThrow();
  expect(asked).toBe(3 + 4);
  blobs.close();
  server.close();
});
