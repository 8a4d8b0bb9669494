import { passwordLength } from '#contract/dashboard/meanings.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { Field } from '#web/dashboard/ui/field.js';

export interface NewPassword {
  readonly first: string;
  readonly again: string;
}
export const noPassword: NewPassword = { first: '', again: '' };

/** What is wrong with it, as far as the page can tell; null: nothing. */
export function passwordFault({ first, again }: NewPassword): 'short' | 'differs' | null {
  if (first.length < passwordLength.least) return 'short';
  return first === again ? null : 'differs';
}

/** A new password, twice. Faults are told once `told`: nobody is scolded while typing. */
export function NewPasswordFields({
  value,
  told,
  onChange,
}: {
  readonly value: NewPassword;
  readonly told: boolean;
  readonly onChange: (value: NewPassword) => void;
}) {
  const fault = told ? passwordFault(value) : null;
  return (
    <>
      <Field label={entry.newPassword} hint={entry.passwordHint} wrong={fault === 'short' ? entry.passwordShort : null}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={passwordLength.most}
            value={value.first}
            onChange={(event) => onChange({ ...value, first: event.target.value })}
          />
        )}
      </Field>
      <Field label={entry.newPasswordAgain} wrong={fault === 'differs' ? entry.passwordsDiffer : null}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={passwordLength.most}
            value={value.again}
            onChange={(event) => onChange({ ...value, again: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
