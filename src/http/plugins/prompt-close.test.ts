import { connect, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import { addPromptClose } from '#http/plugins/prompt-close.js';
import { makeSelfSigned } from '#main/self-signed.js';

async function listening(https: { key: string; cert: string } | null = null) {
  const app = fastify({ forceCloseConnections: 'idle', https }) as unknown as FastifyInstance; // as in server.ts
  const readiness = { state: 'ready' as const };
  addPromptClose(app, readiness);
  let answer = (): void => undefined;
  app.get('/', async () => new Promise<string>((resolve) => (answer = () => resolve('done'))));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo; // it listens on one
  return { app, port, answer: () => answer() };
}

test('a connection on which nothing was asked does not keep a server from closing', async () => {
  const { app, port } = await listening();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => app.server.once('connection', resolve));
  await app.close();
  expect(socket.destroyed || (await new Promise((resolve) => socket.once('close', () => resolve(true))))).toBe(true);
}, 5000);

test.each([false, true])(
  'a request that was begun is answered first (over TLS: %s)',
  async (overTls) => {
    const { app, port, answer } = await listening(overTls ? await makeSelfSigned(new Date()) : null);
    const asked = new Promise((resolve) => app.server.once('request', resolve));
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const response = request(`${overTls ? 'https' : 'http'}://127.0.0.1:${port}/`, { dispatcher });
    await asked;
    const closed = app.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    answer();
    expect(await (await response).body.text()).toBe('done');
    await closed;
    await dispatcher.close();
  },
  5000,
);
