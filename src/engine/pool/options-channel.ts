import { randomUUID } from 'node:crypto';
import { BroadcastChannel, threadId } from 'node:worker_threads';

/** From a worker: it wants the options, or is done with loading. */
interface Notice {
  readonly from: number;
  readonly state: 'asking' | 'loaded';
}

/** To one worker. */
interface Offer {
  readonly to: number;
  readonly options: unknown;
}

/** The pool's side: what the engine is made with, for every worker that asks, now or as the replacement of another. */
export interface OptionsOffer {
  readonly channelName: string;
  /**
   * Offers nothing more, and waits until no worker loads: a thread that is ended while it loads a net takes the process
   * with it, as one that runs a net does. A worker that has not loaded after `graceMs` has died.
   */
  close(graceMs: number): Promise<void>;
}

export function offerOptions(options: Promise<unknown>): OptionsOffer {
  const channel = new BroadcastChannel(`engine-options-${randomUUID()}`);
  const loading = new Set<number>();
  let isOpen = true;
  let onLoaded = (): void => undefined;
  channel.onmessage = (event) => {
    const { from, state } = event.data as Notice; // what `receiveOptions` sends
    if (state === 'loaded') {
      loading.delete(from);
      onLoaded();
      return;
    }
    const offer = (settled: unknown): void => {
      if (!isOpen) return;
      loading.add(from);
      channel.postMessage({ to: from, options: settled } satisfies Offer);
    };
    options.then(offer, () => undefined); // who started the pool says why there are none
  };
  channel.unref();
  return {
    channelName: channel.name,
    async close(graceMs) {
      isOpen = false;
      if (loading.size > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, graceMs);
          onLoaded = () => {
            if (loading.size > 0) return;
            clearTimeout(timer);
            resolve();
          };
        });
      }
      channel.close();
    },
  };
}

/** A worker's side: gives the options, and a function to call when everything that they are for has loaded or failed. */
export function receiveOptions(
  channelName: string,
): Promise<{ readonly options: unknown; readonly loaded: () => void }> {
  const channel = new BroadcastChannel(channelName);
  return new Promise((resolve) => {
    channel.onmessage = (event) => {
      const message = event.data as Offer | Notice; // from the pool, or a sibling's notice
      if (!('to' in message) || message.to !== threadId) return;
      resolve({
        options: message.options,
        loaded() {
          channel.postMessage({ from: threadId, state: 'loaded' } satisfies Notice);
          channel.close();
        },
      });
    };
    channel.postMessage({ from: threadId, state: 'asking' } satisfies Notice);
  });
}
