import type { FastifyInstance } from 'fastify';
import { localUrl } from '#main/announce.js';
import type { Config } from '#main/config.js';

/** Where callers reach the server: as configured, or at the port that it took. */
export function publicUrlOf(config: Config, { server }: FastifyInstance): string {
  const address = server.address();
  const port = address === null || typeof address === 'string' ? config.port : address.port;
  return config.publicUrl ?? localUrl(config, port);
}
