import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { demoHeader } from '#contract/demo.js';
import { isLoopbackAddress, isLoopbackHost } from '#http/loopback.js';
import { isOwnPage } from '#http/own-page.js';

/** Who may use the demo page: programs and people on this machine, or whoever reaches it. */
export type DemoAccess = 'this-machine' | 'anybody';

/** A name, an IPv4 address or a bracketed IPv6 one, and perhaps a port (RFC 9110 section 7.2). */
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

/** What proxies add: the connection is theirs, and who sits behind it is not known. */
const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/** Whether a request comes over a connection within this machine, and is passed on by nobody. */
export const isFromThisMachine = ({ headers, raw }: Pick<FastifyRequest, 'headers' | 'raw'>): boolean =>
  isLoopbackAddress(raw.socket.remoteAddress ?? '') && forwardingHeaders.every((name) => headers[name] === undefined);

/**
 * Whether a request names this server. A page elsewhere whose name was made to point here (DNS rebinding) still sends that name,
 * so none counts but `localhost` and the server's own; an address needs no resolution, so that none can be rebound.
 */
export function namesThisServer(host: string | undefined, access: DemoAccess, publicUrl: string): boolean {
  const name = hostPattern.exec(host ?? '')?.[1]?.toLowerCase();
  if (name === undefined || !URL.canParse(`http://${host}`)) return false;
  const address = name.replace(/^\[|\]$/g, '');
  if (isLoopbackHost(address)) return true;
  return access === 'anybody' && (isIP(address) !== 0 || name === new URL(publicUrl).hostname);
}

/** Whether a call can come from the page itself: by a header that no form sends, and by what browsers say of its origin. */
export const isDemoPage = (request: FastifyRequest, publicUrl: string): boolean =>
  request.headers[demoHeader] === '1' && isOwnPage(request, publicUrl);

/** `onRequest` hook of everything below `/demo`: to those who may not come in there is no such page. */
export const demoDoor =
  (access: DemoAccess, publicUrl: () => string) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (access === 'this-machine' && !isFromThisMachine(request)) {
      return reply.code(404).send({ error: 'not found' });
    }
    if (namesThisServer(request.headers.host, access, publicUrl())) return undefined;
    return reply
      .code(421)
      .type('text/plain; charset=utf-8')
      .send(
        access === 'this-machine'
          ? 'The demo page answers under localhost alone.\n'
          : 'The demo page answers under the name in PUBLIC_URL, and under addresses.\n',
      );
  };
