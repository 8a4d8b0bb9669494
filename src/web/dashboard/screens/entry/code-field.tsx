import { entry } from '#web/dashboard/texts/entry.js';
import { Field } from '#web/dashboard/ui/field.js';

const digits = 6;
export const isCode = (text: string): boolean => new RegExp(`^\\d{${digits}}$`).test(text);

/** The six digits of an authenticator. */
export const CodeField = ({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (code: string) => void;
}) => (
  <Field label={entry.code}>
    {(control) => (
      <input
        {...control}
        className="code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, digits))}
      />
    )}
  </Field>
);
