import { isParentMessage, type FrameEvent, type FrameMessage } from '#web/capture/embed/messages.js';
import { screenOf } from '#web/capture/state/screen-of.js';
import type { CaptureStore } from '#web/capture/state/store.js';

/**
 * Tells the page around this one how far it is, once that page has said hello. It is answered at the origin that it said hello
 * from, and only the direct parent is heard: who may be that, the policy of the page (`frame-ancestors`) has decided before.
 */
export function tellParent(store: CaptureStore): void {
  let origin: string | null = null;
  let lastStep = '';
  const send = (event: FrameEvent): void => {
    const message: FrameMessage = { from: 'bonafide-page', ...event };
    if (origin !== null) window.parent.postMessage(message, origin);
  };
  const tellStep = (): void => {
    const screen = screenOf(store.state());
    if (screen.name === lastStep) return;
    lastStep = screen.name;
    send({ type: 'step', name: screen.name });
    if (screen.name === 'finished') {
      send({ type: 'finished', status: screen.view.status, returnUrl: screen.view.returnUrl });
    }
  };
  const tellHeight = (): void =>
    send({ type: 'resized', height: Math.ceil(document.body.getBoundingClientRect().height) });
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || origin !== null || !isParentMessage(event.data)) return;
    origin = event.origin;
    document.documentElement.classList.add('framed'); // the frame is as high as the page, not the page as the frame
    send({ type: 'ready' });
    lastStep = '';
    tellStep();
    tellHeight();
  });
  store.subscribe(tellStep);
  new ResizeObserver(tellHeight).observe(document.body);
}
