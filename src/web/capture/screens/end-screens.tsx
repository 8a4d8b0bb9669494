import type { CaptureBrand, CaptureView } from '#contract/capture.js';
import { Button } from '#web/capture/parts/button.js';
import type { IconName } from '#web/capture/parts/icon.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { AnotherWay } from '#web/capture/screens/another-way.js';
import { ReturnPanel } from '#web/capture/screens/return-panel.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

type Finished = Extract<CaptureView, { state: 'finished' }>;

interface Ending {
  readonly icon: IconName;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly title: TextKey;
  readonly text: TextKey;
}

const used: Ending = { icon: 'link', tone: 'plain', title: 'usedTitle', text: 'usedText' };
const endings: Readonly<Partial<Record<NonNullable<Finished['status']>, Ending>>> = {
  DONE: { icon: 'check', tone: 'good', title: 'doneTitle', text: 'doneText' },
  FAILED: { icon: 'alert', tone: 'bad', title: 'failedTitle', text: 'failedText' },
  EXPIRED: { icon: 'clock', tone: 'plain', title: 'expiredTitle', text: 'expiredText' },
  CANCELED: { icon: 'stop', tone: 'plain', title: 'cancelledTitle', text: 'cancelledText' },
};

/** How it ended, for whom it concerns; for all others only that it did. */
export function FinishedScreen({ view }: { readonly view: Finished }) {
  const { say } = useTexts();
  const { icon, tone, title, text } = (view.status === null ? undefined : endings[view.status]) ?? used;
  const product = view.brand.productName;
  return (
    <MessageScreen icon={icon} tone={tone} title={say(title)} text={say(text, { product })}>
      {(view.status === 'CANCELED' || view.status === 'FAILED') && <AnotherWay brand={view.brand} />}
      {view.returnUrl !== null ? (
        <ReturnPanel returnUrl={view.returnUrl} product={product} />
      ) : (
        view.status !== null && <p className="hint">{say('closePage')}</p>
      )}
    </MessageScreen>
  );
}

export function InUseScreen({ brand }: { readonly brand: CaptureBrand }) {
  const { say } = useTexts();
  const { flow } = useFlow();
  return (
    <MessageScreen icon="link" title={say('inUseTitle')} text={say('inUseText', { product: brand.productName })}>
      <div className="actions">
        <Button look="secondary" onClick={() => void flow.refresh()}>
          {say('reload')}
        </Button>
      </div>
    </MessageScreen>
  );
}

export function NotFoundScreen() {
  const { say } = useTexts();
  return <MessageScreen icon="link" title={say('notFoundTitle')} text={say('notFoundText')} />;
}

export function OfflineScreen() {
  const { say } = useTexts();
  const { flow } = useFlow();
  return (
    <MessageScreen icon="wifiOff" title={say('offlineTitle')} text={say('offlineText')}>
      <div className="actions">
        <Button onClick={() => flow.retryNow()}>{say('tryAgain')}</Button>
      </div>
    </MessageScreen>
  );
}

export function BrokenScreen({ reload }: { readonly reload: () => void }) {
  const { say } = useTexts();
  return (
    <MessageScreen icon="alert" title={say('brokenTitle')} text={say('brokenText')}>
      <div className="actions">
        <Button onClick={reload}>{say('reload')}</Button>
      </div>
    </MessageScreen>
  );
}
