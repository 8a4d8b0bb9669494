import type { DashboardUser } from '#contract/dashboard/users.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { usersTexts as texts } from '#web/dashboard/texts/administration.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';

/** Takes password and second factor away; `onInvited` is given the new set-up link. */
export function ResetUserDialog({
  user,
  onClose,
  onInvited,
}: {
  readonly user: DashboardUser;
  readonly onClose: () => void;
  readonly onInvited: (setUpUrl: string) => void;
}) {
  const reset = useAction('resetUser');
  const run = async (): Promise<void> => {
    const answered = await reset.run({ path: { id: user.id }, body: {} });
    if (answered?.ok === true) onInvited(answered.value.setUpUrl);
  };
  return (
    <ConfirmDialog
      title={texts.resetTitle}
      action={texts.resetAction}
      typed={user.name}
      busy={reset.busy}
      trouble={reset.trouble}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.resetAbout}</p>
    </ConfirmDialog>
  );
}
