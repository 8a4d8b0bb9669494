import type { DashboardUser } from '#contract/dashboard/users.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { usersTexts as texts } from '#web/dashboard/texts/administration.js';
import { Button } from '#web/dashboard/ui/button.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** What can be done with one user. `own`: the one who looks, who is not to lock himself out by a slip. */
export function UserActions({
  user,
  own,
  onEdit,
  onReset,
  onChanged,
}: {
  readonly user: DashboardUser;
  readonly own: boolean;
  readonly onEdit: () => void;
  readonly onReset: () => void;
  readonly onChanged: () => void;
}) {
  const tell = useTell();
  const change = useAction('changeUser');
  const signOut = useAction('signOutUser');
  const local = user.kind === 'local';
  const turn = async (): Promise<void> => {
    const answered = await change.run({ path: { id: user.id }, body: { disabled: user.state !== 'disabled' } });
    if (answered?.ok === true) onChanged();
  };
  const end = async (): Promise<void> => {
    const answered = await signOut.run({ path: { id: user.id }, body: {} });
    if (answered?.ok === true) tell(texts.signedOut);
  };
  const named = (action: string) => ({ 'aria-label': `${action} ${user.name}` });
  return (
    <div className="stack tight">
      <span className="row end">
        {local ? (
          <Button aria-haspopup="dialog" {...named(texts.edit)} onClick={onEdit}>
            {texts.edit}
          </Button>
        ) : (
          <span className="small muted">{texts.fromProvider}</span>
        )}
        {own ? null : (
          <>
            <Button {...named(texts.signOut)} busy={signOut.busy} onClick={() => void end()}>
              {texts.signOut}
            </Button>
            <Button
              {...named(user.state === 'disabled' ? texts.enable : texts.disable)}
              busy={change.busy}
              onClick={() => void turn()}
            >
              {user.state === 'disabled' ? texts.enable : texts.disable}
            </Button>
            {local ? (
              <Button kind="danger" aria-haspopup="dialog" {...named(texts.reset)} onClick={onReset}>
                {texts.reset}
              </Button>
            ) : null}
          </>
        )}
      </span>
      <TroubleNotice trouble={change.trouble ?? signOut.trouble} />
    </div>
  );
}
