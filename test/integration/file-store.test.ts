import { expect, test } from 'vitest';
import { makeInstallation, startServer, startToFail, stopServer } from '../support/server-process.js';
import { startS3 } from '../support/s3-server.js';

// The server as a process with its files in a bucket.
test('a bucket that is there is used; one that is not keeps the server from starting, with one line', async () => {
  const s3 = await startS3();
  const installation = makeInstallation();
  const environment = {
    BONAFIDE_S3_ENDPOINT: s3.options.endpoint!,
    BONAFIDE_S3_BUCKET: s3.options.bucket,
    BONAFIDE_S3_ACCESS_KEY_ID: s3.options.accessKeyId,
    BONAFIDE_S3_SECRET_ACCESS_KEY: s3.options.secretAccessKey,
  };
  const server = await startServer(installation, { environment });
  expect(await stopServer(server)).toBe(0);
  const failed = await startToFail(installation, { environment: { ...environment, BONAFIDE_S3_BUCKET: 'other' } });
  expect(failed.code).toBe(78);
  expect(failed.output.split('\n').filter((line) => line.includes('bucket'))).toEqual([
    'StartUpError: the bucket other cannot be used: there is none of this name',
  ]);
  await s3.close();
  const gone = await startToFail(installation, { environment });
  expect([gone.code, gone.output.includes('the store cannot be reached (ECONNREFUSED)')]).toEqual([69, true]);
  installation.remove();
});
