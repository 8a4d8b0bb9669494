import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide as runCommand } from '../support/command-line.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { makeInstallation, startServer, type ServerProcess } from '../support/server-process.js';

// The command line beside a running server that tells a receiver on loopback.
const installation = makeInstallation();
const bonafide = (...args: string[]) => runCommand(installation, args);
let server: ServerProcess;
let receiver: LoopbackReceiver;
let status = 500;
let endpointId: string;
let deliveryId: string;
let url: string;

beforeAll(async () => {
  receiver = await startReceiver({ answer: (_, response) => response.writeHead(status).end('no room') });
  url = `http://127.0.0.1:${receiver.port}/hook`;
  server = await startServer(installation, { environment: { BONAFIDE_ALLOWED_HOSTS: '127.0.0.1' } });
  const { out } = await bonafide('keys', 'create', '--scope', 'admin', '--json');
  const { key } = JSON.parse(out) as { key: string };
  const post = async (path: string, body?: object): Promise<{ id: string }> => {
    const response = await fetch(`${server.url}/api/v2${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { id: string }; // both calls answer a thing with an id
  };
  endpointId = (await post('/webhook-endpoints', { url, eventTypes: ['session.updated'] })).id;
  deliveryId = (await post(`/webhook-endpoints/${endpointId}/test`)).id;
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  await receiver.close();
  installation.remove();
});

const deliveries = async (...args: string[]): Promise<Record<string, unknown>[]> => {
  const { out } = await bonafide('webhooks', 'deliveries', '--json', ...args);
  return (JSON.parse(out) as { deliveries: Record<string, unknown>[] }).deliveries;
};

test('endpoints are listed, without their secrets', async () => {
  const { out } = await bonafide('webhooks', 'endpoints', '--json');
  expect(JSON.parse(out)).toMatchObject({
    endpoints: [{ id: endpointId, mode: 'live', url, state: 'enabled', eventTypes: ['session.updated'] }],
  });
  expect(out).not.toContain('whsec_');
  expect((await bonafide('webhooks', 'endpoints')).out).toContain(url);
  expect((await bonafide('webhooks', 'endpoints', '--mode', 'test')).out).toBe('no endpoints\n');
});

test('deliveries are listed with what their last attempt came to', async () => {
  const failed = { id: deliveryId, endpointId, event: 'webhook.test', attempts: 1, status: 'failed' };
  expect(await deliveries()).toMatchObject([{ ...failed, lastError: 'status 500' }]);
  expect(await deliveries('--state', 'failed', '--endpoint', endpointId)).toHaveLength(1);
  for (const none of [
    ['--state', 'pending'],
    ['--endpoint', 'we_1'],
    ['--app', 'app_x'],
    ['--limit', '0'],
  ]) {
    expect(await deliveries(...none)).toEqual([]);
  }
  const row = (await bonafide('webhooks', 'deliveries')).out.split('\n')[1]!;
  expect(row.split(/ {2,}/).slice(0, 6)).toEqual([deliveryId, endpointId, 'webhook.test', '1', 'failed', 'status 500']);
  expect((await bonafide('webhooks', 'deliveries', '--state', 'lost')).code).toBe(64);
});

test('a replayed message is sent again by the server, under its id', async () => {
  status = 204;
  expect(await bonafide('webhooks', 'replay', deliveryId)).toMatchObject({
    code: 0,
    out: `${deliveryId} is due at once\n`,
  });
  await expect
    .poll(() => deliveries(), { timeout: 30_000, interval: 500 })
    .toMatchObject([{ id: deliveryId, status: 'delivered', attempts: 2 }]);
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([deliveryId, deliveryId]);
  expect(receiver.requests[1]!.body).toBe(receiver.requests[0]!.body);
  expect((await bonafide('doctor', 'audit')).code).toBe(0);
});

test('what is not there is not sent again', async () => {
  expect(await bonafide('webhooks', 'replay', 'msg_1', '--json')).toMatchObject({
    code: 1,
    out: '{"id":"msg_1","replayed":false,"state":null}\n',
  });
  expect((await bonafide('webhooks', 'replay', 'msg_1')).note).toContain('no delivery msg_1');
});
