import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { Notice } from '#web/capture/parts/notice.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** On the phone that scanned the code. It is a button, because a preview of the link must not use the code up. */
export function ContinueScreen() {
  const { say } = useTexts();
  const { state, flow } = useFlow();
  return (
    <MessageScreen icon="phone" title={say('continueTitle')} text={say('continueText')}>
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <div className="actions">
        <Button busy={state.busy} onClick={() => void flow.continueHere()}>
          {say('continueButton')}
        </Button>
      </div>
    </MessageScreen>
  );
}
