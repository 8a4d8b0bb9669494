import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { verificationsTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Icon } from '#web/dashboard/ui/icon.js';

const shownOfId = 8;

/** Destroys a verification, and hands out the receipt. */
export function EraseDialog({
  id,
  onClose,
  onErased,
}: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onErased: () => void;
}) {
  const owner = useOwner();
  const erase = useAction('eraseVerification');
  const [receipt, setReceipt] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    const answered = await erase.run({ path: { ...owner.path, id } });
    if (answered?.ok === true) setReceipt(JSON.stringify(answered.value.receipt, null, 2));
  };
  if (receipt !== null) {
    return (
      <Dialog title={texts.erasedTitle} locked onClose={onErased}>
        <div className="stack">
          <p>{texts.erasedAbout}</p>
          <pre className="json" tabIndex={0} aria-label={texts.erasedTitle}>
            {receipt}
          </pre>
          <div className="dialog-actions">
            <a
              className="button"
              href={`data:application/json;charset=utf-8,${encodeURIComponent(receipt)}`}
              download={texts.receiptFile}
            >
              <Icon name="download" />
              {texts.downloadReceipt}
            </a>
            <Button kind="main-action" onClick={onErased}>
              {general.done}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={texts.eraseTitle}
      action={texts.eraseAction}
      typed={id.slice(0, shownOfId)}
      busy={erase.busy}
      trouble={erase.trouble}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.eraseAbout}</p>
    </ConfirmDialog>
  );
}
