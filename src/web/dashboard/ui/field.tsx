import { useId, type ReactNode } from 'react';

/** Attributes that tie a control to its label, hint and fault. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export function Field({
  label,
  hint,
  wrong = null,
  grow = false,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, in words. */
  readonly wrong?: string | null;
  readonly grow?: boolean;
  readonly children: (control: ControlAttributes) => ReactNode;
}) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, wrong === null ? null : `${id}-wrong`].filter(
    (part) => part !== null,
  );
  return (
    <div className={grow ? 'field grow' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
        ...(wrong === null ? {} : { 'aria-invalid': true as const }),
      })}
      {hint === undefined ? null : (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong === null ? null : (
        <span className="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

/** A list of which one is chosen; with `any`, none has to be. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  any,
  hint,
  onChange,
}: {
  readonly label: string;
  readonly value: Value | '';
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly any?: string;
  readonly hint?: ReactNode;
  readonly onChange: (value: Value | '') => void;
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value as Value | '')}>
          {any === undefined ? null : <option value="">{any}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One box to tick, with what it means. */
export function Choice({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="choice">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint === undefined ? null : (
          <div className="hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}

/** Several of a list. */
export function Choices<Value extends string>({
  legend,
  options,
  chosen,
  beside = false,
  wrong = null,
  onChange,
}: {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly chosen: readonly Value[];
  readonly beside?: boolean;
  readonly wrong?: string | null;
  readonly onChange: (chosen: Value[]) => void;
}) {
  return (
    <fieldset className={beside ? 'choices beside' : 'choices'}>
      <legend className="legend">{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <Choice
          key={value}
          label={label}
          {...(hint === undefined ? {} : { hint })}
          checked={chosen.includes(value)}
          onChange={(checked) =>
            // In the order of the list, whatever the order of the ticks.
            onChange(
              options
                .map((option) => option.value)
                .filter((other) => (other === value ? checked : chosen.includes(other))),
            )
          }
        />
      ))}
      {wrong === null ? null : (
        <span className="wrong" role="alert">
          {wrong}
        </span>
      )}
    </fieldset>
  );
}
