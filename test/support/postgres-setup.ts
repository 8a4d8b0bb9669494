import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';

/** The server of this run of the tests, or why there is none. */
export type TestPostgres =
  | { readonly url: string; readonly directory: string; readonly missing: null }
  | { readonly url: null; readonly directory: null; readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** Starts one PostgreSQL for the project `ports` and stops it by its own handle. */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'postgres-server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    ended.then(() => null),
  ]);
  if (line === null) throw new Error('PostgreSQL did not start; what it said stands above');
  project.provide('postgres', JSON.parse(line) as TestPostgres); // printed by postgres-server.mjs
  return async () => {
    child.stdin.end();
    await ended;
  };
}
