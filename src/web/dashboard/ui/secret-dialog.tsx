import { useState, type ReactNode } from 'react';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { CopyButton } from '#web/dashboard/ui/copyable.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Choice } from '#web/dashboard/ui/field.js';

/** Something that the server will never show again: it closes only once it is said to be kept. */
export function SecretDialog({
  title,
  secret,
  children,
  onClose,
}: {
  readonly title: string;
  readonly secret: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const [kept, setKept] = useState(false);
  return (
    <Dialog title={title} locked onClose={onClose}>
      <div className="stack">
        <p>{general.shownOnce}</p>
        <div className="secret">
          <code>{secret}</code>
          <div className="row">
            <CopyButton text={secret} label={general.copy} words />
          </div>
        </div>
        {children}
        <Choice label={general.haveKept} checked={kept} onChange={setKept} />
        <div className="dialog-actions">
          <Button kind="main-action" disabled={!kept} onClick={onClose}>
            {general.done}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
