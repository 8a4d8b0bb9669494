import '#web/capture/styles/tokens.css';
import '#web/capture/styles/page.css';
import '#web/capture/styles/parts.css';
import '#web/capture/styles/camera.css';
import { createRoot } from 'react-dom/client';
import { App } from '#web/capture/app.js';
import { tellParent } from '#web/capture/embed/tell-parent.js';
import { PageFrame } from '#web/capture/parts/page-frame.js';
import { ErrorBoundary } from '#web/capture/parts/error-boundary.js';
import { BrokenScreen } from '#web/capture/screens/end-screens.js';
import { connectTo } from '#web/capture/server/capture-server.js';
import { createFlow } from '#web/capture/state/capture-flow.js';
import { initialState } from '#web/capture/state/capture-state.js';
import { createStore } from '#web/capture/state/store.js';
import { takeContinuation } from '#web/capture/take-continuation.js';
import { TextProvider } from '#web/capture/texts/text-provider.js';

const embedded = window.parent !== window;
/** A mouse and no touch: a computer, from which a phone is the better camera. */
const offerPhone = !embedded && matchMedia('(pointer: fine)').matches && navigator.maxTouchPoints === 0;

const server = connectTo(location.pathname);
const store = createStore(initialState(takeContinuation(), offerPhone));
const flow = createFlow(server, store, embedded);
if (embedded) tellParent(store);

const place = document.getElementById('app');
if (place !== null) {
  createRoot(place).render(
    <TextProvider>
      <ErrorBoundary
        instead={(reload) => (
          <PageFrame brand={null} testMode={false}>
            <BrokenScreen reload={reload} />
          </PageFrame>
        )}
      >
        <App server={server} store={store} flow={flow} embedded={embedded} />
      </ErrorBoundary>
    </TextProvider>,
  );
}
