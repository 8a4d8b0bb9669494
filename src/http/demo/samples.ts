import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { demoSampleNames, type DemoSampleName } from '#contract/demo.js';

/** Those of the samples that the first start drew into `directory`. */
export const samplesIn = (directory: string): DemoSampleName[] =>
  demoSampleNames.filter((name) => existsSync(path.join(directory, name)));

/** `GET /samples/…`: each by its exact name. */
export function addSampleRoutes(api: FastifyInstance, directory: string): void {
  for (const name of demoSampleNames) {
    api.get(`/samples/${name}`, { exposeHeadRoute: false }, async (_request, reply) => {
      try {
        return reply.type('image/jpeg').send(await readFile(path.join(directory, name)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // Node's own errors have a code
        return reply.code(404).send({ error: 'not found' });
      }
    });
  }
}
