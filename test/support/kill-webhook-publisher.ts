import { spawn } from 'node:child_process';
import path from 'node:path';
import { startReceiver } from './loopback-receiver.js';

const program = path.join(import.meta.dirname, 'webhook-publisher.mjs');

export interface KilledPublisher {
  /** Results that their process had called durable. */
  readonly acknowledged: readonly string[];
  /** Of these, those that no webhook told of. */
  readonly lost: readonly string[];
  /** Acknowledged results that were not delivered yet when their process died, over all kills. */
  readonly undeliveredAtKills: number;
  /** Distinct `webhook-id`s for each result that was told of more than once. */
  readonly idsOfRepeated: readonly number[];
}

/**
 * Starts a process that makes results and tells of them, kills it with SIGKILL once it has acknowledged some, as often as
 * `kills` says, and at last starts one that only delivers, until everything acknowledged has arrived.
 */
export async function killPublisher(directory: string, kills: number): Promise<KilledPublisher> {
  const told = new Map<string, string[]>();
  let requests = 0;
  let killing = true;
  let undeliveredAtKills = 0;
  const receiver = await startReceiver({
    answer: ({ headers, body }, response) => {
      requests += 1;
      // Some hang, so that each kill finds deliveries that are under way, and others that wait behind them.
      if (killing && requests % 3 === 0) return;
      const { data } = JSON.parse(body) as { data: { id: string } };
      told.set(data.id, [...(told.get(data.id) ?? []), headers['webhook-id'] as string]);
      response.writeHead(204).end();
    },
  });
  const acknowledged = new Set<string>();
  const lost = (): string[] => [...acknowledged].filter((id) => !told.has(id));
  const run = (role: 'publish' | 'deliver', isOver: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const args = [program, directory, `http://127.0.0.1:${receiver.port}/`, role];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let [pending, errors] = ['', ''];
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (pending + chunk.toString()).split('\n');
        pending = lines.pop() ?? '';
        for (const line of lines) acknowledged.add(line);
      });
      const watch = setInterval(() => {
        if (isOver()) child.kill('SIGKILL');
      }, 2);
      child.once('close', (_code, signal) => {
        clearInterval(watch);
        if (signal === 'SIGKILL') resolve();
        else reject(new Error(`the publisher ended by itself: ${errors}`));
      });
    });
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const enough = acknowledged.size + 20;
      await run('publish', () => acknowledged.size >= enough);
      undeliveredAtKills += lost().length;
    }
    killing = false;
    await run('deliver', () => lost().length === 0);
    const repeated = [...told.values()].filter((ids) => ids.length > 1);
    return {
      acknowledged: [...acknowledged],
      lost: lost(),
      undeliveredAtKills,
      idsOfRepeated: repeated.map((ids) => new Set(ids).size),
    };
  } finally {
    await receiver.close();
  }
}
