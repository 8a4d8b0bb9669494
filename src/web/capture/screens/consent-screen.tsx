import type { CaptureView } from '#contract/capture.js';
import { isInAppWithoutCamera } from '#web/capture/camera/in-app-browser.js';
import { Button } from '#web/capture/parts/button.js';
import { Icon, type IconName } from '#web/capture/parts/icon.js';
import { Notice } from '#web/capture/parts/notice.js';
import { OwnWindow } from '#web/capture/parts/own-window.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

type Running = Extract<CaptureView, { state: 'running' }>;

/** What is taken, why, for how long and by whom; and two ways to answer. */
export function ConsentScreen({ view }: { readonly view: Running }) {
  const { say, days } = useTexts();
  const { state, flow, dispatch, embedded } = useFlow();
  const product = view.brand.productName;
  // As long as the link is nobody's, any browser can go on with it.
  const leave = view.role === 'nobody' && isInAppWithoutCamera() ? say('inAppText') : null;
  return (
    <section className="screen">
      <ScreenTitle>{say('consentTitle', { product })}</ScreenTitle>
      <p className="lead">{say('consentLead')}</p>
      <ul className="needs">
        {needsOf(view).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{say(text)}</span>
          </li>
        ))}
      </ul>
      <dl className="facts">
        <dt>{say('consentWhyTitle')}</dt>
        <dd>{say('consentWhy', { product })}</dd>
        <dt>{say('consentKeptTitle')}</dt>
        <dd>
          {say('consentKept', { media: days(view.retention.mediaDays), session: days(view.retention.sessionDays) })}
        </dd>
        <dt>{say('consentByTitle')}</dt>
        <dd>
          {say('consentBy', { product })}{' '}
          {view.brand.privacyUrl !== null && (
            <a href={view.brand.privacyUrl} target="_blank" rel="noopener noreferrer">
              {say('consentPrivacy')}
            </a>
          )}
        </dd>
      </dl>
      <Notice text={state.notice === null ? leave : say(adviceOf(state.notice))} />
      <div className="actions">
        {embedded && state.notice === 'cookies-refused' && <OwnWindow href={location.href} />}
        <Button busy={state.busy} onClick={() => void flow.agree()}>
          {say('consentAgree')}
        </Button>
        <Button look="quiet" onClick={() => dispatch({ type: 'declining', declining: true })}>
          {say('consentDecline')}
        </Button>
      </div>
    </section>
  );
}

function needsOf({ steps, ask }: Running): { icon: IconName; text: TextKey }[] {
  const film = ask?.selfie === 'film';
  return steps.map((step) =>
    step === 'document'
      ? { icon: 'card', text: 'consentDocument' }
      : film
        ? { icon: 'film', text: 'consentFilm' }
        : { icon: 'face', text: 'consentPhoto' },
  );
}
