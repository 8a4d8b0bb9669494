import type { CameraProblem } from '#web/capture/camera/camera-problem.js';
import { Button } from '#web/capture/parts/button.js';
import { MessageScreen } from '#web/capture/parts/message-screen.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

interface Words {
  readonly title: TextKey;
  readonly text: TextKey;
  /** Asking the camera again can help. */
  readonly again: boolean;
  /** Another window has a camera. Its cookies are others: it needs a link that takes the session along. */
  readonly elsewhere?: boolean;
}

const words: Readonly<Record<CameraProblem, Words>> = {
  denied: { title: 'deniedTitle', text: 'deniedText', again: true },
  dismissed: { title: 'dismissedTitle', text: 'dismissedText', again: true },
  none: { title: 'noneTitle', text: 'noneText', again: true },
  'in-use': { title: 'inUseCameraTitle', text: 'inUseCameraText', again: true },
  insecure: { title: 'insecureTitle', text: 'insecureText', again: false },
  'in-app': { title: 'inAppTitle', text: 'inAppLeave', again: true, elsewhere: true },
  framed: { title: 'framedTitle', text: 'framedText', again: false, elsewhere: true },
  unsupported: { title: 'unsupportedTitle', text: 'unsupportedText', again: false },
  lost: { title: 'lostTitle', text: 'lostText', again: true },
  failed: { title: 'cameraFailedTitle', text: 'cameraFailedText', again: true },
};

interface ProblemPanelProps {
  readonly problem: CameraProblem;
  readonly retry: () => void;
  readonly useFile: () => void;
}

/** What happened to the camera, what helps, and the ways round it. */
export function ProblemPanel({ problem, retry, useFile }: ProblemPanelProps) {
  const { say } = useTexts();
  const { state, flow } = useFlow();
  const { title, text, again, elsewhere = false } = words[problem];
  return (
    <MessageScreen icon="cameraOff" tone="bad" title={say(title)} text={say(text)}>
      <div className="actions">
        {elsewhere && (
          <Button busy={state.busy} onClick={() => void flow.handOff()}>
            {say('elsewhereShow')}
          </Button>
        )}
        {again && (
          <Button look={elsewhere ? 'secondary' : 'primary'} onClick={retry}>
            {say('tryAgain')}
          </Button>
        )}
        <Button look={again || elsewhere ? 'secondary' : 'primary'} onClick={useFile}>
          {say('useFile')}
        </Button>
        {state.offerPhone && !elsewhere && (
          <Button look="quiet" busy={state.busy} onClick={() => void flow.handOff()}>
            {say('handOffShow')}
          </Button>
        )}
      </div>
    </MessageScreen>
  );
}
