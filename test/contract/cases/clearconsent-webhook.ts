import { Webhook } from 'standardwebhooks';
import { startReceiver, type LoopbackReceiver, type ReceivedRequest } from '../../support/loopback-receiver.js';
import type { ContractServer } from '../../support/contract-server.js';
import * as shapes from '../schemas/clearconsent.js';
import type { ContractCase } from './contract-case.js';

/**
 * Makes a check while an endpoint of ClearConsent's format listens, and gives what came there as a response: its body and
 * headers. Throws unless it came as POST, signed as npm's `standardwebhooks` verifies, and tells of that check.
 */
export const deliveredWebhook =
  (submit: ContractCase['send']): ContractCase['send'] =>
  async (server) => {
    const receiver = await startReceiver();
    const endpoint = await addEndpoint(server, `http://127.0.0.1:${receiver.port}/webhook/verification`);
    try {
      const { check_id: checkId, result } = shapes.submitted.parse(await (await submit(server)).json());
      const { method, headers, body } = await firstRequest(receiver);
      const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const told = shapes.webhook.parse(new Webhook(endpoint.secret).verify(body, signed));
      const { selfieVideo, idPhoto } = result.files;
      const isOfThisCheck =
        told.check_id === checkId &&
        told.selfie_video_url === selfieVideo.url &&
        told.id_photo_url === idPhoto.url &&
        method === 'POST';
      if (!isOfThisCheck) throw new Error('the webhook tells of something else');
      return new Response(body, { headers: signed });
    } finally {
      await endpoint.remove();
      await receiver.close();
    }
  };

/** The time limit of the test ends this where nothing comes. */
async function firstRequest({ requests }: LoopbackReceiver): Promise<ReceivedRequest> {
  for (;;) {
    const [first] = requests;
    if (first !== undefined) return first;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function addEndpoint({ url, callers }: ContractServer, address: string) {
  const headers = { authorization: `Bearer ${callers.test.key}`, 'content-type': 'application/json' };
  const endpoints = `${url}/api/v2/webhook-endpoints`;
  const body = JSON.stringify({ url: address, format: 'clearconsent', eventTypes: ['verification.completed'] });
  const response = await fetch(endpoints, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(await response.text());
  const { id, secret } = (await response.json()) as { id: string; secret: string }; // of our own API
  return {
    secret,
    async remove() {
      const { authorization } = headers;
      await fetch(`${endpoints}/${id}`, { method: 'DELETE', headers: { authorization } });
    },
  };
}
