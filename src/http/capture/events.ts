import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { capturePaths, type CaptureView } from '#contract/capture.js';
import { personOf, type Links } from '#http/capture/link.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';
import { logFault } from '#http/plugins/faults.js';
import type { Person } from '#services/sessions/session-access.js';

const lookEveryMs = 1000;
/** Proxies close what is silent for longer. */
const heartbeatMs = 15_000;
/** Before a browser that lost its connection asks again. */
const retryMs = 2000;
/** Work whose process died is noticed by time alone. */
const workingLookMs = 5000;

/** Desktop and phone, each with a tab or two. */
const mostOfSession = 6;
const mostOfServer = 1000;

export interface FollowedLinks {
  readonly links: Links;
  readonly exchange: Exchange;
  readonly dependencies: Pick<HttpDependencies, 'sessions' | 'readiness' | 'now'>;
  /** Streams that are open on this server, by token; shared by all folders. */
  readonly open: Map<string, number>;
}

/**
 * `GET events`: what the link shows, at each change, as server-sent events (HTML standard), for whom the session concerns. The
 * record's version is looked at each second, so that it does not matter which server changed it. Ends with the session.
 */
export function addEvents(api: FastifyInstance, { links, exchange, dependencies, open }: FollowedLinks): void {
  const { sessions, readiness, now } = dependencies;

  /** The view again and again, until nobody listens any more. */
  async function follow(person: Person, stream: Readable, log: (error: unknown) => void): Promise<void> {
    let sent = '';
    let version: number | null = null;
    let lookAtEpochMs = 0;
    let silentSinceMs = performance.now();
    const push = (text: string): void => {
      stream.push(text);
      silentSinceMs = performance.now();
    };
    push(`retry: ${retryMs}\n\n`);
    try {
      while (!stream.destroyed && readiness.state === 'ready') {
        const newest = await sessions.person.version(person.token);
        if (newest !== version || now() >= lookAtEpochMs) {
          const view = await links.view(person);
          if (!view.ok) break;
          version = newest;
          lookAtEpochMs = nextLookAt(view.value, now());
          const text = JSON.stringify(view.value);
          if (text !== sent) push(`data: ${text}\n\n`);
          sent = text;
          if (view.value.state !== 'running') break;
        }
        if (performance.now() - silentSinceMs >= heartbeatMs) push(':\n\n');
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs).unref());
      }
    } catch (error) {
      log(error);
    }
    stream.push(null);
  }

  api.get(`/${capturePaths.events}`, { exposeHeadRoute: false }, async (request, reply) => {
    const person = personOf(request);
    const seen = await links.view(person);
    if (!seen.ok) return exchange.fail(request, reply, seen.failure);
    const { role, state } = seen.value;
    if (state !== 'finished' && role !== 'owner' && role !== 'follower') {
      return exchange.fail(request, reply, { code: 'session-claimed' });
    }
    const ofSession = open.get(person.token) ?? 0;
    const ofServer = [...open.values()].reduce((sum, count) => sum + count, 0);
    if (ofSession >= mostOfSession || ofServer >= mostOfServer) {
      return exchange.fail(request, reply, { code: 'overloaded' });
    }
    open.set(person.token, ofSession + 1);
    const stream = new Readable({ read() {} }); // pushed to as things change
    stream.once('close', () => {
      const left = (open.get(person.token) ?? 1) - 1;
      if (left === 0) open.delete(person.token);
      else open.set(person.token, left);
    });
    void follow(person, stream, (error) => logFault(request, error));
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}

/** When a view is out of date without anybody having changed the session. */
const nextLookAt = (view: CaptureView, nowEpochMs: number): number => {
  if (view.state !== 'running') return Infinity;
  return view.working ? nowEpochMs + workingLookMs : Date.parse(view.expiresAt);
};
