import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noAllowedHosts, parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import { publishedRequest } from '#http/apis/trustmatic/fixtures.suite.js';
import { base64, received, startTrustmatic } from '#http/apis/trustmatic/trustmatic-under-test.suite.js';

// A host of pictures on loopback, which only an operator's list makes reachable.
let host: Server;
let at: (path: string) => string;
let asked: string[];
beforeAll(async () => {
  asked = [];
  host = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/owner.jpg') response.end(pictureFile('owner'));
    else if (request.url === '/large.jpg')
      response.end(Buffer.concat([pictureFile('large'), Buffer.alloc(15 * 1024 * 1024)]));
    else if (request.url === '/moved.jpg') response.writeHead(302, { location: '/owner.jpg' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo; // a TCP socket, not a pipe
  at = (path) => `http://127.0.0.1:${port}${path}`;
});
afterAll(() => host.close());

const { sessionId } = publishedRequest('', '');
const missing = [200, { sessionId, hasError: true, error: 'MISSING_REFERENCE_IMAGE' }];

test('a picture is fetched from a host that the operator allows', async () => {
  const api = await startTrustmatic({ allowedHosts: parseAllowedHosts(['127.0.0.1'])! });
  const verify = (url: string) => received(api.postJson('/face/verify', publishedRequest(base64('owner'), url)));
  expect(await verify(at('/owner.jpg'))).toEqual([200, { sessionId, score: 100, hasError: false }]);
  for (const path of ['/large.jpg', '/moved.jpg', '/nothing.jpg']) expect(await verify(at(path))).toEqual(missing);
  expect(asked).toEqual(['/owner.jpg', '/large.jpg', '/moved.jpg', '/nothing.jpg']);
  await api.close();
});

test('without that it is refused, and nobody is asked', async () => {
  const api = await startTrustmatic({ allowedHosts: noAllowedHosts });
  asked.length = 0;
  const verify = (url: string) => received(api.postJson('/face/verify', publishedRequest(base64('owner'), url)));
  for (const url of [at('/owner.jpg'), 'https://example.com/a.jpg']) expect(await verify(url)).toEqual(missing);
  expect(asked).toEqual([]);
  await api.close();
});
