import { EntryFrame } from '#web/dashboard/screens/entry/entry-frame.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { Button } from '#web/dashboard/ui/button.js';
import { CopyButton } from '#web/dashboard/ui/copyable.js';

/** No user is there yet: only whoever runs the server can make the first. */
export const FirstRun = ({ again }: { readonly again: () => void }) => (
  <EntryFrame title={entry.firstRunTitle} about={entry.firstRunAbout} roomy>
    <div className="secret">
      <code>{entry.firstRunCommand}</code>
      <div className="row">
        <CopyButton text={entry.firstRunCommand} label={entry.firstRunCopy} words />
      </div>
    </div>
    <p className="muted">{entry.firstRunThen}</p>
    <Button kind="main-action" large onClick={again}>
      {entry.firstRunAgain}
    </Button>
  </EntryFrame>
);
