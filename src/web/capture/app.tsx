import { useEffect, useMemo } from 'react';
import type { CaptureView } from '#contract/capture.js';
import { PageFrame } from '#web/capture/parts/page-frame.js';
import { Steps, type StepName } from '#web/capture/parts/steps.js';
import { ScreenOf } from '#web/capture/screen-switch.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';
import { followView } from '#web/capture/server/follow-view.js';
import type { CaptureFlow } from '#web/capture/state/capture-flow.js';
import type { CaptureState } from '#web/capture/state/capture-state.js';
import { FlowContext } from '#web/capture/state/flow-context.js';
import { screenOf, type Screen } from '#web/capture/state/screen-of.js';
import { useCaptureState, type CaptureStore } from '#web/capture/state/store.js';
import { useTexts } from '#web/capture/texts/use-texts.js';
import { useTheme } from '#web/capture/theme/use-theme.js';

interface AppProps {
  readonly server: CaptureServer;
  readonly store: CaptureStore;
  readonly flow: CaptureFlow;
  readonly embedded: boolean;
}

export function App({ server, store, flow, embedded }: AppProps) {
  const state = useCaptureState(store);
  const { say } = useTexts();
  const screen = screenOf(state);
  const { view } = state;
  const brand = view?.brand ?? null;
  useTheme(brand?.accentColour ?? null);
  useEffect(() => void flow.refresh(), [flow]);
  useFollowing(server, store, followsAlong(state));
  useExpiry(flow, view);
  useEffect(() => {
    document.title = brand === null ? say('title') : `${say('title')} – ${brand.productName}`;
  }, [brand, say]);
  const tools = useMemo(
    () => ({ state, flow, dispatch: store.dispatch, embedded }),
    [state, flow, store.dispatch, embedded],
  );
  const kinds = view?.state === 'running' ? view.steps : null;
  const step = stepOf(screen);
  return (
    <FlowContext.Provider value={tools}>
      <PageFrame brand={brand} testMode={view?.state === 'running' && !view.livemode}>
        {kinds !== null && step !== null && <Steps kinds={kinds} current={step} />}
        <ScreenOf screen={screen} />
      </PageFrame>
    </FlowContext.Provider>
  );
}

/** Whether something may change without this page's doing. */
function followsAlong({ view, handOff, sending }: CaptureState): boolean {
  if (view?.state !== 'running') return false;
  return view.role === 'follower' || handOff !== null || view.working || view.ask === null || sending?.sent === true;
}

function useFollowing(server: CaptureServer, store: CaptureStore, follow: boolean): void {
  useEffect(
    () => (follow ? followView(server, (view) => store.dispatch({ type: 'viewed', view })) : undefined),
    [server, store, follow],
  );
}

/** The link's time runs out while the page is open: the server says what that means. */
function useExpiry(flow: CaptureFlow, view: CaptureView | null): void {
  const expiresAt = view?.state === 'running' ? view.expiresAt : null;
  useEffect(() => {
    if (expiresAt === null) return undefined;
    const timer = setTimeout(() => void flow.refresh(), Math.max(1000, Date.parse(expiresAt) - Date.now() + 500));
    return () => clearTimeout(timer);
  }, [flow, expiresAt]);
}

/** Null: a screen beside the way. */
function stepOf(screen: Screen): StepName | null {
  switch (screen.name) {
    case 'device':
    case 'consent':
    case 'captcha':
      return 'start';
    case 'document-kind':
      return 'document';
    case 'capture':
      return screen.piece === 'selfie' ? 'selfie' : 'document';
    case 'sending':
    case 'judging':
    case 'refusal': {
      const asked = screen.view.ask?.pictures;
      return asked === undefined ? 'done' : asked === 'document' ? 'document' : 'selfie';
    }
    default:
      return null;
  }
}
