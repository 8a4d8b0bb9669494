import type { CaptureView } from '#contract/capture.js';
import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

type Running = Extract<CaptureView, { state: 'running' }>;

/** What to do better, and how often it can still be tried. */
export function RefusalScreen({ view, code }: { readonly view: Running; readonly code: string }) {
  const { say, number } = useTexts();
  const { dispatch } = useFlow();
  return (
    <MessageScreen icon="turn" title={say('refusalTitle')} text={say(adviceOf(code))}>
      <p className="hint">{say('attemptsLeft', { count: number(view.attemptsLeft) })}</p>
      <div className="actions">
        <Button onClick={() => dispatch({ type: 'refusal-seen' })}>{say('tryAgain')}</Button>
      </div>
    </MessageScreen>
  );
}
