import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { allowing, receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import { createOpenAiSecondOpinion, type OpinionFailure } from '#adapters/openai/openai-second-opinion.js';

const receiver = receivers();
const pictures = { selfie: Uint8Array.of(1, 2, 3), portrait: Uint8Array.of(4, 5, 6) };

/** An opinion asked of that port, and why there was none. */
async function ask(port: number, timeoutMs = 5000) {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const guarded = createHttpOut({ allowed: allowing('127.0.0.1') }).clientFetch(baseUrl);
  if (!guarded.ok) throw new Error('the base URL is allowed');
  const failures: OpinionFailure[] = [];
  const second = createOpenAiSecondOpinion({
    apiKey: 'secret',
    baseUrl,
    model: 'seer',
    fetch: guarded.value,
    onFailure: (reason) => failures.push(reason),
    timeoutMs,
  });
  return { opinion: await second.ask(pictures), failures };
}

const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const completion = (content: unknown) => ({ choices: [{ index: 0, message: { role: 'assistant', content } }] });

test('asks with both faces as data URLs, and understands the answer', async () => {
  const server = await receiver({
    answer: (_, response) => json(response, completion('{"isIdentical": true, "confidence": 0.93}')),
  });
  expect(await ask(server.port)).toEqual({ opinion: { isIdentical: true, confidence: 0.93 }, failures: [] });
  expect(server.requests).toMatchObject([
    { method: 'POST', path: '/v1/chat/completions', headers: { authorization: 'Bearer secret' } },
  ]);
  const { model, messages } = JSON.parse(server.requests[0]!.body) as { model: string; messages: unknown[] };
  expect([model, messages[1]]).toEqual([
    'seer',
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AQID' } },
        { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,BAUG' } },
      ],
    },
  ]);
});

test.each<[string, unknown]>([
  ['no JSON inside', completion('They look alike.')],
  ['another shape', completion('{"same": true}')],
  ['a confidence out of range', completion('{"isIdentical": true, "confidence": 93}')],
  ['a refusal', completion(null)],
  ['no choice', { choices: [] }],
  ['something else', ['hello']],
])('an answer that cannot be understood: %s', async (_, body) => {
  const server = await receiver({ answer: (__, response) => json(response, body) });
  expect(await ask(server.port)).toEqual({ opinion: null, failures: ['answer-not-understood'] });
});

test('a body that is no JSON at all', async () => {
  const server = await receiver({
    answer: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices'),
  });
  expect(await ask(server.port)).toEqual({ opinion: null, failures: ['answer-not-understood'] });
});

test('a 500 is tried once more, then there is no opinion', async () => {
  const server = await receiver({ answer: (_, response) => json(response, { error: {} }, 500) });
  expect(await ask(server.port)).toEqual({ opinion: null, failures: ['status'] });
  expect(server.requests.length).toBe(2);
});

test('a refused key is not tried again', async () => {
  const server = await receiver({ answer: (_, response) => json(response, { error: {} }, 401) });
  expect(await ask(server.port)).toEqual({ opinion: null, failures: ['status'] });
  expect(server.requests.length).toBe(1);
});

test('an endpoint that never answers is given up, the second try included', async () => {
  const server = await receiver({ answer: () => undefined });
  expect(await ask(server.port, 100)).toEqual({ opinion: null, failures: ['timeout'] });
});

test('nobody listens', async () => {
  const server = await receiver();
  await server.close();
  expect(await ask(server.port)).toEqual({ opinion: null, failures: ['connection'] });
});
