import { useState } from 'react';
import { userNameSchema, userRoles, type Grant, type UserRole } from '#contract/dashboard/meanings.js';
import type { DashboardUser } from '#contract/dashboard/users.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { usersTexts as texts } from '#web/dashboard/texts/administration.js';
import { general } from '#web/dashboard/texts/general.js';
import { roleWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Field, SelectField } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

const everywhere = 'all';

/** Adds a user, or changes the roles of one. `onInvited` is given the set-up link of a new one. */
export function GrantsDialog({
  user,
  onClose,
  onInvited,
  onChanged,
}: {
  readonly user: DashboardUser | null;
  readonly onClose: () => void;
  readonly onInvited: (setUpUrl: string) => void;
  readonly onChanged: () => void;
}) {
  const { account } = useAccount();
  const add = useAction('addUser');
  const change = useAction('changeUser');
  const [name, setName] = useState('');
  const [grants, setGrants] = useState<readonly Grant[]>(
    user?.grants ?? [{ applicationId: account.applications[0]?.id ?? null, role: 'reviewer' }],
  );
  const [told, setTold] = useState(false);
  const nameWrong = user === null && !userNameSchema.safeParse(name.trim()).success;
  const twice = new Set(grants.map(({ applicationId }) => applicationId)).size !== grants.length;
  const grantsWrong = grants.length === 0 ? texts.needsRole : twice ? texts.twice : null;

  const replace = (index: number, changed: Partial<Grant>): void =>
    setGrants(grants.map((grant, at) => (at === index ? { ...grant, ...changed } : grant)));
  const send = async (): Promise<void> => {
    setTold(true);
    if (nameWrong || grantsWrong !== null) return;
    if (user === null) {
      const answered = await add.run({ body: { name: name.trim(), grants: [...grants] } });
      if (answered?.ok === true) onInvited(answered.value.setUpUrl);
    } else {
      const answered = await change.run({ path: { id: user.id }, body: { grants: [...grants] } });
      if (answered?.ok === true) onChanged();
    }
  };
  return (
    <Dialog title={user === null ? texts.add : `${texts.editTitle}: ${user.name}`} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {user === null ? (
          <Field label={texts.name} hint={texts.nameHint} wrong={told && nameWrong ? texts.nameFault : null}>
            {(control) => (
              <input
                {...control}
                maxLength={100}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <fieldset className="choices stack">
          <legend className="legend">{texts.roles}</legend>
          {grants.map(({ applicationId, role }, index) => (
            <div key={index} className="grant">
              <SelectField
                label={texts.where}
                value={applicationId ?? everywhere}
                options={[
                  { value: everywhere, label: texts.everywhere },
                  ...account.applications.map(({ id, name: label }) => ({ value: id, label })),
                ]}
                onChange={(value) => replace(index, { applicationId: value === everywhere ? null : value })}
              />
              <SelectField<UserRole>
                label={texts.role}
                value={role}
                hint={roleWords[role].hint}
                options={userRoles.map((value) => ({ value, label: roleWords[value].label }))}
                onChange={(value) => replace(index, { role: value === '' ? 'viewer' : value })}
              />
              <Button
                kind="plain"
                className="icon-only"
                aria-label={texts.removeRole}
                onClick={() => setGrants(grants.filter((_, at) => at !== index))}
              >
                <Icon name="cross" />
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => setGrants([...grants, { applicationId: null, role: 'viewer' }])}>
              <Icon name="plus" />
              {texts.addRole}
            </Button>
          </div>
          {told && grantsWrong !== null ? (
            <span className="wrong" role="alert">
              {grantsWrong}
            </span>
          ) : null}
        </fieldset>
        <TroubleNotice trouble={add.trouble ?? change.trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind="main-action" busy={add.busy || change.busy}>
            {user === null ? texts.add : general.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
