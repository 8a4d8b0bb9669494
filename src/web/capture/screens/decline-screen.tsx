import type { CaptureBrand } from '#contract/capture.js';
import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { Notice } from '#web/capture/parts/notice.js';
import { AnotherWay } from '#web/capture/screens/another-way.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** Says what declining means before it is done, and what can be done instead. */
export function DeclineScreen({ brand }: { readonly brand: CaptureBrand }) {
  const { say } = useTexts();
  const { state, flow, dispatch } = useFlow();
  return (
    <MessageScreen icon="stop" title={say('declineTitle')} text={say('declineText')}>
      <AnotherWay brand={brand} />
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <div className="actions">
        <Button onClick={() => dispatch({ type: 'declining', declining: false })}>{say('declineBack')}</Button>
        <Button look="secondary" busy={state.busy} onClick={() => void flow.decline()}>
          {say('declineConfirm')}
        </Button>
      </div>
    </MessageScreen>
  );
}
