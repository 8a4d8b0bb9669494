import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSecurityServer, type SecurityServer } from '../support/security/security-server.js';

let server: SecurityServer;
let port: number;
beforeAll(async () => {
  server = await startSecurityServer({ applications: ['Shop'] });
  port = Number(new URL(server.origin).port);
});
afterAll(() => server.close());

/** Sends bytes as they are; gives everything that came back until the server closed, or was silent for a moment. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let answer = '';
    socket.setTimeout(300, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    );
  });
}
const get = (path: string, ...headers: string[]): Promise<string> =>
  exchange([`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close', ...headers, '', ''].join('\r\n'));
const statusesOf = (answer: string): number[] =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => Number(code));

describe('a request whose length can be read in two ways is answered once, with 400, and nothing behind it is taken for another:', () => {
  const hidden = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n';
  const head = (...headers: string[]): string =>
    ['POST /csp-reports HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n');
  const ambiguous: readonly (readonly [string, string])[] = [
    [
      'Content-Length and Transfer-Encoding',
      `${head('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`,
    ],
    ['the other way round', `${head('Transfer-Encoding: chunked', `Content-Length: ${hidden.length}`)}${hidden}`],
    ['two lengths', `${head('Content-Length: 0', `Content-Length: ${hidden.length}`)}${hidden}`],
    ['a length with a sign', `${head('Content-Length: +4')}abcd${hidden}`],
    ['a length that is none', `${head('Content-Length: 4x')}abcd${hidden}`],
    ['an encoding with another before it', `${head('Transfer-Encoding: chunked, identity')}0\r\n\r\n${hidden}`],
    ['an encoding with a tab', `${head('Transfer-Encoding:\x0bchunked')}0\r\n\r\n${hidden}`],
    ['a blank before the colon', `${head('Content-Length : 4')}abcd${hidden}`],
    ['a folded header', `${head('X-One: a\r\n Content-Length: 4')}abcd${hidden}`],
    ['a chunk length that is none', `${head('Transfer-Encoding: chunked')}zz\r\nabc\r\n0\r\n\r\n${hidden}`],
    [
      'a line that ends with a line feed alone',
      `POST /csp-reports HTTP/1.1\nHost: x\nContent-Length: 4\n\nabcd${hidden}`,
    ],
  ];
  test.each(ambiguous)('%s', async (_, request) => {
    expect(statusesOf(await exchange(request))).toEqual([400]);
  });
});

test('headers over their limit are refused, and the connection ends', async () => {
  const answer = await get('/livez', `X-Long: ${'a'.repeat(20_000)}`);
  expect(statusesOf(answer)).toEqual([431]);
});

describe('no path leads to a file that is not served:', () => {
  const up = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '%252e%252e%252f',
    '..;/',
    '....//',
    '%c0%ae%c0%ae/',
    '..%00/',
  ];
  const folders = [
    '/assets/',
    '/dashboard/assets/',
    '/demo/assets/',
    '/demo/samples/',
    '/docs/',
    '/dashboard/',
    '/files/',
    '/',
  ];
  test.each(folders)('below %s', async (folder) => {
    for (const step of up) {
      for (const target of ['package.json', 'etc/passwd', 'data/bonafide.sqlite', 'master.key']) {
        for (const depth of [1, 2, 6]) {
          const answer = await get(`${folder}${step.repeat(depth)}${target}`);
          expect(answer).not.toMatch(/bonafide-server|root:.*:0:0|SQLite format|-----BEGIN/);
          // The page of the dashboard is the same at every address below it.
          if (statusesOf(answer)[0] === 200)
            expect([folder, answer.includes('<!doctype html>')]).toEqual(['/dashboard/', true]);
        }
      }
    }
  });
  test.each([
    '/assets//etc/passwd',
    '/assets/%2fetc/passwd',
    '/demo/samples/%2e',
    '/%',
    '/assets/%',
    '//etc/passwd',
    'http://evil.example/livez',
  ])('%s', async (path) => {
    const [status] = statusesOf(await get(path));
    expect([200, 400, 404]).toContain(status);
    if (status === 200) expect(path).toContain('livez');
  });
});

test('nothing that a request says gets into the log: no line of its own, no colours, no address', async () => {
  const before = server.logged().length;
  const marks = 'forged-entry';
  await get(
    `/api/v2/${marks}%0d%0a%7b%22event%22:%22ready%22%7d?${marks}=1`,
    `User-Agent: \x1b[31m${marks}`,
    `X-Request-Id: ${marks}`,
  );
  await get(`/flow/${marks}`, `Referer: https://x/${marks}`, `X-Forwarded-For: ${marks}`);
  await exchange(`${marks} / HTTP/1.1\r\nHost: x\r\n\r\n`);
  await exchange(
    `GET / HTTP/1.1\r\nHost: ${marks}\r\nAuthorization: Bearer ${marks}\r\nCookie: a=${marks}\r\nConnection: close\r\n\r\n`,
  );
  await get('/livez', `X-Long: ${marks.repeat(2000)}`);
  const report = JSON.stringify({
    'csp-report': { 'violated-directive': `img-src\n${marks}`, 'blocked-uri': `https://${marks}` },
  });
  await server.send({
    method: 'POST',
    path: '/csp-reports',
    headers: { 'content-type': 'application/csp-report' },
    body: report,
  });
  const logged = server.logged().slice(before);
  const lines = logged.split('\n').filter((line) => line !== '');
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  expect(logged).not.toMatch(/forged-entry|\x1b|"event":"ready"/);
});

test('no answer repeats a header that the request brought', async () => {
  const answer = await get('/api/v2/nothing', 'X-Request-Id: mine', 'Origin: https://evil.example', 'X-Mine: mine');
  expect(answer).not.toMatch(/: mine|evil\.example/);
});
