import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { captureViewSchema, type CaptureView } from '#contract/capture.js';
import { readBuiltPage } from '#http/pages/built-page.js';

const pages = path.resolve(import.meta.dirname, '../../../dist/web/capture');

/** The policy under which the server sends the pages; without it a picture would prove little. */
export const stagePolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://localhost:*";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export type RunningView = Extract<CaptureView, { state: 'running' }>;

/** Answers of the calls but for the view; what is not named is 404. */
export type StageAnswers = Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;

export interface Stage {
  readonly url: string;
  show(view: CaptureView | null, answers?: StageAnswers): void;
  /** Bytes of files that were sent, as they travelled. */
  sentBytes(): number;
  close(): Promise<void>;
}

/** Pages of somebody else, by the path: what stands in them is given behind the `?`. */
const foreignPages: Readonly<Record<string, (given: string) => string>> = {
  /** Frames the address, and hands over no camera. */
  '/parent': (framed) => `<iframe src="${framed}"></iframe>`,
  /** Uses the widget of the server at the address. */
  '/embedding': (link) =>
    `<script src="${new URL('/embed.js', link).href}"></script><bonafide-verify src="${link}"></bonafide-verify>`,
};

/** The built pages with views that a test sets: for states that a real session passes too quickly to be looked at. */
export async function openStage(): Promise<Stage> {
  let shown: CaptureView | null = null;
  let given: StageAnswers = {};
  let sent = 0;
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://stage');
    const takesBrotli = String(request.headers['accept-encoding']).includes('br');
    const json = (status: number, body: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const file = (name: string): void => {
      try {
        // Browsers take it on secure pages alone.
        const packed = takesBrotli && existsSync(path.join(pages, `${name}.br`));
        const stored = readFileSync(path.join(pages, packed ? `${name}.br` : name));
        const bytes = name === 'index.html' ? Buffer.from(readBuiltPage(pages)!('')) : stored;
        sent += bytes.length;
        const headers = {
          'content-type': types[path.extname(name)] ?? 'application/octet-stream',
          ...(packed && { 'content-encoding': 'br' }),
        };
        response.writeHead(200, { ...headers, 'content-security-policy': stagePolicy }).end(bytes);
      } catch {
        json(404, {});
      }
    };
    const call = /^\/flow\/stage\/(.+)$/.exec(pathname)?.[1];
    const foreign = foreignPages[pathname]?.(search.slice(1));
    if (foreign !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A shop</title>${foreign}`);
    } else if (pathname === '/flow/stage') file('index.html');
    else if (call === undefined) file(pathname.slice(1));
    else if (call in given) json(given[call]!.status, given[call]!.body);
    else if (call === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(shown)}\n\n`);
    } else if (shown === null) json(404, { error: { code: 'not-found', message: '', retryable: false } });
    else json(200, shown);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/flow/stage`, // a listening TCP server has one
    show(view, answers = {}) {
      shown = view === null ? null : captureViewSchema.parse(view);
      given = answers;
    },
    sentBytes: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
