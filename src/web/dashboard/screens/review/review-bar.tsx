import type { QueueAct } from '#web/dashboard/screens/review/queue-act.js';
import { usePreferences } from '#web/dashboard/state/preferences.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** The decision, always in sight. */
export function ReviewBar({
  mayDecide,
  hasNext,
  onAct,
}: {
  readonly mayDecide: boolean;
  readonly hasNext: boolean;
  readonly onAct: (act: QueueAct) => void;
}) {
  const { singleKeys } = usePreferences().preferences;
  const key = (letter: string) =>
    singleKeys ? (
      <span className="key" aria-hidden="true">
        {letter}
      </span>
    ) : null;
  const shortcut = (letter: string) => (singleKeys ? { 'aria-keyshortcuts': letter } : {});
  return (
    <div className="review-bar no-print" role="group" aria-label={texts.actions}>
      <div className="row">
        {mayDecide ? (
          <>
            <Button large kind="good" {...shortcut('a')} aria-haspopup="dialog" onClick={() => onAct('approve')}>
              {texts.approve}
              {key('A')}
            </Button>
            <Button large kind="danger" {...shortcut('r')} aria-haspopup="dialog" onClick={() => onAct('reject')}>
              {texts.reject}
              {key('R')}
            </Button>
            <Button large {...shortcut('g')} aria-haspopup="dialog" onClick={() => onAct('ask-again')}>
              {texts.askAgain}
              {key('G')}
            </Button>
          </>
        ) : (
          <span className="muted">{texts.mayNot}</span>
        )}
      </div>
      <div className="row">
        <Button large {...shortcut('j')} disabled={!hasNext} onClick={() => onAct('next')}>
          {texts.next}
          {key('J')}
        </Button>
        <Button
          large
          className="icon-only"
          aria-label={texts.helpTitle}
          title={texts.helpTitle}
          aria-haspopup="dialog"
          {...shortcut('?')}
          onClick={() => onAct('help')}
        >
          <Icon name="keyboard" />
        </Button>
      </div>
    </div>
  );
}
