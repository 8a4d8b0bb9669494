import { usePreferences } from '#web/dashboard/state/preferences.js';
import { reviewKeys, reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Choice } from '#web/dashboard/ui/field.js';

/** Which key does what, and the switch for all of them. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { preferences, change } = usePreferences();
  return (
    <Dialog title={texts.helpTitle} onClose={onClose}>
      <div className="stack">
        <dl className="keys">
          {reviewKeys.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key.toUpperCase()}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>Ctrl K</kbd>
            </dt>
            <dd>Search, or go to a screen</dd>
          </div>
        </dl>
        <Choice
          label={texts.singleKeys}
          hint={texts.singleKeysHint}
          checked={preferences.singleKeys}
          onChange={(singleKeys) => change({ singleKeys })}
        />
      </div>
    </Dialog>
  );
}
