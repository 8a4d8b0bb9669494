import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseScrape } from '../support/prometheus-text.js';
import { startContainer, whyNoContainer, type ImitatedContainer } from '../support/read-only-container.js';
import { identify } from '../support/server-process.js';

// The real server with the real engine as the image runs it: what Docker would do and this test does not is said in
// docs/operations.md.

const reason = whyNoContainer();
let container: ImitatedContainer;

const told = async (pattern: RegExp): Promise<string> => {
  for (;;) {
    const found = pattern.exec(container.output())?.[1];
    if (found !== undefined) return found;
    if (container.child.exitCode !== null) throw new Error(`it ended: ${container.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeAll(() => {
  if (reason !== null) return;
  container = startContainer({
    ...{ PORT: '0', HOST: '127.0.0.1', BONAFIDE_METRICS_PORT: '0', BONAFIDE_WORKERS: '1' },
  });
});
afterAll(async () => {
  if (reason !== null) return;
  container.child.kill('SIGKILL');
  await container.ended;
  container.remove();
});

test.skipIf(reason !== null)(
  `nobody on a read-only root verifies a person, writes nothing but data, and stops cleanly${reason === null ? '' : ` (skipped: ${reason})`}`,
  async () => {
    const port = await told(/"event":"ready","port":(\d+)/);
    const credentials = { applicationId: await told(/APP-ID +(app_\w+)/), key: await told(/APP-KEY +(sk_\w+)\s/) };
    const sample = (name: string): Buffer => readFileSync(path.join(container.dataDirectory, 'samples', name));
    const pictures = { doc: sample('passport-photo.jpg'), selfie: sample('selfie-owner.jpg') };
    const answer = await identify({ url: `http://127.0.0.1:${port}` }, credentials, pictures);
    expect([answer.status, ((await answer.json()) as { result: { finalResult?: unknown } }).result]).toMatchObject([
      200,
      {},
    ]);
    expect(container.healthCheck(port)).toBe(0);
    expect(container.healthCheck('1')).toBe(1);

    const metrics = await fetch(`http://127.0.0.1:${await told(/"metrics-listening","port":(\d+)/)}/metrics`);
    const now = parseScrape(await metrics.text());
    expect(now.value('bonafide_operations_total', { operation: 'doc-identify', outcome: 'match' })).toBe(1);
    for (const stage of ['document.read', 'mrz', 'selfie.detect', 'selfie.embed']) {
      expect(now.value('bonafide_engine_stage_duration_seconds_sum', { stage })).toBeGreaterThan(0);
    }

    const status = readFileSync(`/proc/${container.child.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\s+10001\s+10001\s+10001\s+10001$/m);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    const written = readdirSync(container.dataDirectory);
    expect(written).toEqual(expect.arrayContaining(['bonafide.sqlite', 'samples']));
    for (const name of written) expect(statSync(path.join(container.dataDirectory, name)).uid).toBe(10001);

    container.child.kill('SIGTERM');
    expect(await container.ended).toBe(0);
  },
);
