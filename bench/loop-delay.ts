// Preloaded into the benched server (`node --import`): answers the parent's messages with the delay of its event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  process.on('message', (message) => {
    if (message === 'watch') {
      histogram.reset();
      histogram.enable();
    }
    if (message === 'tell') {
      histogram.disable();
      process.send?.({ p99Ms: histogram.percentile(99) / 1e6, maxMs: histogram.max / 1e6 });
    }
  });
  // The channel must not keep the server alive after it was told to stop.
  process.channel?.unref();
}
