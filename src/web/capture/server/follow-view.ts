import type { CaptureView } from '#contract/capture.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';

const pollEveryMs = 3000;
/** A stream that breaks so often in a row is held back by something on the way. */
const patience = 3;

/**
 * Tells each change of the session until the returned function is called: by the event stream, and by asking every 3 s where
 * none comes through.
 */
export function followView(server: CaptureServer, onView: (view: CaptureView) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let failures = 0;
  const poll = async (): Promise<void> => {
    try {
      const view = await server.session();
      if (!stopped) onView(view);
    } catch {
      // The next one may come through; the page goes on showing what it knows.
    }
    if (!stopped) timer = setTimeout(() => void poll(), pollEveryMs);
  };
  if (typeof EventSource === 'undefined') {
    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }
  const stream = new EventSource(server.eventsUrl);
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    failures = 0;
    onView(JSON.parse(data) as CaptureView); // the server sends what its schema says
  };
  stream.onerror = () => {
    failures += 1;
    if (stream.readyState !== EventSource.CLOSED && failures < patience) return;
    stream.close();
    if (!stopped && timer === undefined) void poll();
  };
  return () => {
    stopped = true;
    stream.close();
    clearTimeout(timer);
  };
}
