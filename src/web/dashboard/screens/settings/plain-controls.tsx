import { useState } from 'react';
import type { SettingKind } from '#web/dashboard/screens/settings/setting-fields.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Choice, Field } from '#web/dashboard/ui/field.js';

interface Common<Value> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A number, or that there is none. */
export function NumberControl({
  label,
  hint,
  field,
  value,
  onChange,
}: Common<number | null> & { readonly field: Extract<SettingKind, { kind: 'number' }> }) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (value === null ? '' : String(value));
  const outside = value !== null && (value < field.least || value > field.most);
  return (
    <div className="stack tight">
      <Field label={label} {...(hint === undefined ? {} : { hint })} wrong={outside ? texts.fault : null}>
        {(control) => (
          <span className="with-unit">
            <input
              {...control}
              type="number"
              min={field.least}
              max={field.most}
              step={field.step ?? 1}
              disabled={value === null}
              value={shown}
              onChange={(event) => {
                setText(event.target.value);
                const number = event.target.valueAsNumber;
                if (Number.isFinite(number)) onChange(number);
              }}
              onBlur={() => setText(null)}
            />
            {field.unit === undefined ? null : <span className="muted">{field.unit}</span>}
          </span>
        )}
      </Field>
      {field.nullable === undefined ? null : (
        <Choice
          label={field.nullable}
          checked={value === null}
          onChange={(none) => {
            setText(null);
            onChange(none ? null : Math.max(field.least, Math.min(field.most, suggestion(field))));
          }}
        />
      )}
    </div>
  );
}

/** Something sensible to begin with, once there is to be a limit. */
const suggestion = ({ least, most, step = 1 }: { least: number; most: number; step?: number }): number =>
  step < 1 ? 0.001 : Math.min(most, Math.max(least, most > 100_000 ? 10_000 : 365));

/** Text; empty: none. */
export const TextControl = ({
  label,
  hint,
  field,
  value,
  onChange,
}: Common<string | null> & { readonly field: Extract<SettingKind, { kind: 'text' }> }) => (
  <Field label={label} {...(hint === undefined ? {} : { hint })}>
    {(control) => {
      const common = {
        ...control,
        maxLength: field.longest,
        value: value ?? '',
        onChange: (event: { readonly target: { readonly value: string } }) =>
          onChange(event.target.value === '' ? null : event.target.value),
      };
      return field.lines === true ? (
        <textarea {...common} />
      ) : (
        <input {...common} type={field.address === true ? 'url' : 'text'} />
      );
    }}
  </Field>
);

/** A list, one entry a line. */
export function LinesControl({ label, hint, value, onChange }: Common<readonly string[]>) {
  const [text, setText] = useState<string | null>(null);
  return (
    <Field label={label} hint={`${hint ?? ''} ${texts.perLine}`.trim()}>
      {(control) => (
        <textarea
          {...control}
          spellCheck={false}
          value={text ?? value.join('\n')}
          onChange={(event) => {
            setText(event.target.value);
            onChange(
              event.target.value
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== ''),
            );
          }}
          onBlur={() => setText(null)}
        />
      )}
    </Field>
  );
}

const mostLogoBytes = 32 * 1024;
const logoTypes = ['image/png', 'image/jpeg', 'image/webp'];

/** A small picture that becomes part of the settings. */
export function LogoControl({ label, hint, value, onChange }: Common<string | null>) {
  const [refused, setRefused] = useState(false);
  const choose = (file: File | undefined): void => {
    if (file === undefined) return;
    const fits = file.size <= mostLogoBytes && logoTypes.includes(file.type);
    setRefused(!fits);
    if (!fits) return;
    const reader = new FileReader();
    reader.onload = () => onChange(typeof reader.result === 'string' ? reader.result : null);
    reader.readAsDataURL(file);
  };
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} wrong={refused ? texts.logoTooLarge : null}>
      {(control) => (
        <span className="row">
          <input
            {...control}
            type="file"
            accept={logoTypes.join(',')}
            onChange={(event) => choose(event.target.files?.[0])}
          />
          {value === null ? null : <Button onClick={() => onChange(null)}>{texts.logoRemove}</Button>}
        </span>
      )}
    </Field>
  );
}
