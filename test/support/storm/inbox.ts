import type { ServerResponse } from 'node:http';
import type { ReceivedRequest } from '../loopback-receiver.js';

/** A receiver of webhooks that fails sometimes, and keeps what it took. */
export interface Inbox {
  readonly answer: (request: ReceivedRequest, response: ServerResponse) => void;
  /** From now on everything is taken. */
  accept(): void;
  /** The `webhook-id`s under which each event was taken; its key is type and subject, and its status where it has one. */
  readonly idsOf: ReadonlyMap<string, ReadonlySet<string>>;
  requests(): number;
}

/** Of those seen for the first time: so many get a 503, so many no answer at all. */
const refusedShare = 0.05;
const hangingShare = 0.02;

export function createInbox(): Inbox {
  const idsOf = new Map<string, Set<string>>();
  const seen = new Set<string>();
  let accepting = false;
  let requests = 0;
  return {
    idsOf,
    requests: () => requests,
    accept: () => (accepting = true),
    answer({ headers, body }, response) {
      requests += 1;
      const id = String(headers['webhook-id']);
      const isNew = !seen.has(id);
      seen.add(id);
      const luck = accepting || !isNew ? 1 : Math.random();
      if (luck < hangingShare) return;
      if (luck < hangingShare + refusedShare) {
        response.writeHead(503).end();
        return;
      }
      const { type, data } = JSON.parse(body) as { type: string; data: { id: string; status?: string } };
      const key = `${type} ${data.id} ${type === 'session.updated' ? data.status : ''}`.trimEnd();
      idsOf.set(key, (idsOf.get(key) ?? new Set()).add(id));
      response.writeHead(204).end();
    },
  };
}
