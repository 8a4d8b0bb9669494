import { CaptchaScreen } from '#web/capture/screens/captcha-screen.js';
import { CaptureScreen } from '#web/capture/screens/capture-screen.js';
import { ConsentScreen } from '#web/capture/screens/consent-screen.js';
import { ContinueScreen } from '#web/capture/screens/continue-screen.js';
import { DeclineScreen } from '#web/capture/screens/decline-screen.js';
import { DeviceScreen } from '#web/capture/screens/device-screen.js';
import { DocumentKindScreen } from '#web/capture/screens/document-kind-screen.js';
import {
  BrokenScreen,
  FinishedScreen,
  InUseScreen,
  NotFoundScreen,
  OfflineScreen,
} from '#web/capture/screens/end-screens.js';
import { HandOffScreen } from '#web/capture/screens/hand-off-screen.js';
import { RefusalScreen } from '#web/capture/screens/refusal-screen.js';
import { FollowScreen, JudgingScreen, LoadingScreen, SendingScreen } from '#web/capture/screens/waiting-screens.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import type { Screen } from '#web/capture/state/screen-of.js';

/** The component of each screen. A new screen gets new state: keys tell them apart. */
export function ScreenOf({ screen }: { readonly screen: Screen }) {
  const { state } = useFlow();
  switch (screen.name) {
    case 'loading':
      return <LoadingScreen />;
    case 'not-found':
      return <NotFoundScreen />;
    case 'offline':
      return <OfflineScreen />;
    case 'broken':
      return <BrokenScreen reload={() => location.reload()} />;
    case 'in-use':
      return state.view === null ? null : <InUseScreen brand={state.view.brand} />;
    case 'continue':
      return <ContinueScreen />;
    case 'finished':
      return <FinishedScreen view={screen.view} />;
    case 'follow':
      return <FollowScreen />;
    case 'device':
      return <DeviceScreen />;
    case 'hand-off':
      return state.handOff === null ? null : <HandOffScreen handOff={state.handOff} />;
    case 'consent':
      return <ConsentScreen view={screen.view} />;
    case 'decline':
      return <DeclineScreen brand={screen.view.brand} />;
    case 'captcha':
      return <CaptchaScreen />;
    case 'document-kind':
      return <DocumentKindScreen />;
    case 'capture':
      return <CaptureScreen key={screen.piece} ask={screen.ask} piece={screen.piece} />;
    case 'sending':
      return state.sending === null ? null : <SendingScreen sending={state.sending} />;
    case 'judging':
      return <JudgingScreen />;
    case 'refusal':
      return <RefusalScreen view={screen.view} code={screen.code} />;
  }
}
