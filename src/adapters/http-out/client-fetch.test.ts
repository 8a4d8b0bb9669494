import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { allowing, receivers } from '#adapters/http-out/http-out-under-test.suite.js';

const receiver = receivers();

describe('fetch for a client library', () => {
  test('reaches what lies below the base URL, follows nothing, and goes nowhere else', async () => {
    const server = await receiver({
      answer: ({ path }, response) =>
        path.endsWith('/moved')
          ? response.writeHead(302, { location: '/v1/other' }).end()
          : response.end('{"ok":true}'),
    });
    const base = `http://127.0.0.1:${server.port}/v1`;
    const given = createHttpOut({ allowed: allowing('127.0.0.1') }).clientFetch(base);
    if (!given.ok) throw new Error('the base URL is allowed');
    const guarded = given.value;
    const response = await guarded(`${base}/chat`, { method: 'POST', body: '{}' });
    expect(await response.json()).toEqual({ ok: true });
    await expect(guarded(`${base}/moved`)).rejects.toThrow();
    await expect(guarded(`http://127.0.0.1:${server.port}/other`)).rejects.toThrow('outside of the configured');
    await expect(guarded('http://127.0.0.1:1/v1/chat')).rejects.toThrow('outside of the configured');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/chat', '/v1/moved']);
  });

  test("npm's openai works with it", async () => {
    const server = await receiver({
      answer: (_, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'same' } }] })),
    });
    const baseURL = `http://127.0.0.1:${server.port}/v1`;
    const given = createHttpOut({ allowed: allowing('127.0.0.1') }).clientFetch(baseURL);
    if (!given.ok) throw new Error('the base URL is allowed');
    const client = new OpenAI({ baseURL, apiKey: 'key', fetch: given.value, maxRetries: 0 });
    const answer = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'same?' }] });
    expect(answer.choices[0]?.message.content).toBe('same');
    expect(server.requests).toMatchObject([{ path: '/v1/chat/completions', headers: { authorization: 'Bearer key' } }]);
  });

  test('a private base URL that the operator does not allow is refused, also behind a name', async () => {
    const server = await receiver();
    const strict = createHttpOut({ allowed: allowing(), resolve: async () => ['127.0.0.1'] });
    expect(strict.clientFetch(`http://127.0.0.1:${server.port}/v1`)).toMatchObject({
      ok: false,
      failure: { code: 'url-refused' },
    });
    const given = strict.clientFetch(`https://models.example:${server.port}/v1`);
    if (!given.ok) throw new Error('the name alone is fine');
    await expect(given.value(`https://models.example:${server.port}/v1/chat`)).rejects.toThrow();
    expect(server.connections()).toBe(0);
  });
});
