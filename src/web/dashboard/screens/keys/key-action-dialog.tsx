import { useAction } from '#web/dashboard/client/use-action.js';
import type { Key } from '#web/dashboard/screens/keys/key.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { keysTexts as texts } from '#web/dashboard/texts/keys.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

export type KeyAction = 'rotate' | 'revoke';

/** Makes a successor of a key, or ends it. */
export function KeyActionDialog({
  act,
  apiKey,
  onClose,
  onMade,
  onRevoked,
}: {
  readonly act: KeyAction;
  readonly apiKey: Key;
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
  readonly onRevoked: () => void;
}) {
  const owner = useOwner();
  const tell = useTell();
  const rotate = useAction('rotateKey');
  const revoke = useAction('revokeKey');
  const said = { path: { applicationId: owner.application.id, id: apiKey.id }, body: {} };
  const run = async (): Promise<void> => {
    if (act === 'rotate') {
      const answered = await rotate.run(said);
      if (answered?.ok === true) onMade(answered.value.key);
      return;
    }
    const answered = await revoke.run(said);
    if (answered?.ok !== true) return;
    tell(texts.revokedDone);
    onRevoked();
  };
  const rotating = act === 'rotate';
  return (
    <ConfirmDialog
      title={rotating ? texts.rotateTitle : texts.revokeTitle}
      action={rotating ? texts.rotateAction : texts.revokeAction}
      danger={!rotating}
      typed={rotating ? null : apiKey.name}
      busy={rotate.busy || revoke.busy}
      trouble={rotating ? rotate.trouble : revoke.trouble}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{rotating ? texts.rotateAbout : texts.revokeAbout}</p>
      <p>
        <strong className="breakable">{apiKey.name}</strong> <code>{apiKey.id}</code>
      </p>
    </ConfirmDialog>
  );
}
