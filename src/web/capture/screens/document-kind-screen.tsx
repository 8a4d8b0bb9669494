import { Icon, type IconName } from '#web/capture/parts/icon.js';
import { Notice } from '#web/capture/parts/notice.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

const kinds: readonly { icon: IconName; title: TextKey; hint: TextKey; sides: 1 | 2 }[] = [
  { icon: 'passport', title: 'documentPassport', hint: 'documentPassportHint', sides: 1 },
  { icon: 'card', title: 'documentCard', hint: 'documentCardHint', sides: 2 },
];

/** Decides whether one side is asked for or two. */
export function DocumentKindScreen() {
  const { say } = useTexts();
  const { state, dispatch } = useFlow();
  return (
    <section className="screen">
      <ScreenTitle>{say('documentKindTitle')}</ScreenTitle>
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <ul className="choices">
        {kinds.map(({ icon, title, hint, sides }) => (
          <li key={title}>
            <button type="button" className="choice" onClick={() => dispatch({ type: 'document-kind', sides })}>
              <Icon name={icon} />
              <span className="choice-text">
                <strong>{say(title)}</strong>
                <span className="hint">{say(hint)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
