import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { ProgressBar } from '#web/capture/parts/progress-bar.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { Spoken } from '#web/capture/parts/spoken.js';
import type { Sending } from '#web/capture/state/capture-state.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

export function LoadingScreen() {
  const { say } = useTexts();
  return (
    <section className="screen message" aria-busy="true">
      <span className="spinner" aria-hidden="true" />
      <p className="lead" role="status">
        {say('loading')}
      </p>
    </section>
  );
}

/** The owner is at work on another device, or in another browser of this one. */
export function FollowScreen() {
  const { say } = useTexts();
  const { offerPhone } = useFlow().state;
  return (
    <MessageScreen
      icon={offerPhone ? 'phone' : 'link'}
      title={say(offerPhone ? 'followTitle' : 'elsewhereTitle')}
      text={say('followText')}
    >
      <span className="spinner" aria-hidden="true" />
    </MessageScreen>
  );
}

export function JudgingScreen() {
  const { say } = useTexts();
  return (
    <section className="screen message" aria-busy="true">
      <span className="spinner" aria-hidden="true" />
      <ScreenTitle>{say('judgingTitle')}</ScreenTitle>
      <p className="lead">{say('judgingText')}</p>
    </section>
  );
}

export function SendingScreen({ sending: { share, waiting } }: { readonly sending: Sending }) {
  const { say, number } = useTexts();
  const { flow } = useFlow();
  return (
    <section className="screen message">
      <ScreenTitle>{say('uploadTitle')}</ScreenTitle>
      <p className="lead">{waiting ? say('uploadWaiting') : say('uploadText')}</p>
      <ProgressBar share={share} label={say('uploadTitle')} />
      <p className="hint" aria-hidden="true">
        {say('uploadPercent', { percent: number(share * 100) })}
      </p>
      <Spoken
        urgent={waiting}
        text={waiting ? say('uploadWaiting') : say('uploadPercent', { percent: number(Math.floor(share * 4) * 25) })}
      />
      {waiting && <Button onClick={() => flow.retryNow()}>{say('uploadNow')}</Button>}
    </section>
  );
}
