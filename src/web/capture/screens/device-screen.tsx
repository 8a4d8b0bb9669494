import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { Notice } from '#web/capture/parts/notice.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** On a computer: the phone is offered, whose camera is better. */
export function DeviceScreen() {
  const { say } = useTexts();
  const { state, flow, dispatch } = useFlow();
  return (
    <MessageScreen icon="phone" title={say('handOffTitle')} text={say('handOffText')}>
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <div className="actions">
        <Button busy={state.busy} onClick={() => void flow.handOff()}>
          {say('handOffShow')}
        </Button>
        <Button look="quiet" onClick={() => dispatch({ type: 'stay-here' })}>
          {say('handOffHere')}
        </Button>
      </div>
    </MessageScreen>
  );
}
