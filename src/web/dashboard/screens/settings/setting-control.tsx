import { qualityComponentNames } from '#contract/dashboard/meanings.js';
import {
  LinesControl,
  LogoControl,
  NumberControl,
  TextControl,
} from '#web/dashboard/screens/settings/plain-controls.js';
import {
  OperatingPointControl,
  type OperatingPoint,
  type UsablePolicy,
} from '#web/dashboard/screens/settings/operating-point-control.js';
import { PricesControl } from '#web/dashboard/screens/settings/prices-control.js';
import type { SettingField } from '#web/dashboard/screens/settings/setting-fields.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Choice, Choices, Field } from '#web/dashboard/ui/field.js';

/** A value in words, for “usual: …”. */
function inWords(value: unknown): string {
  if (value === true) return general.yes.toLowerCase();
  if (value === false) return general.no.toLowerCase();
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  return general.none.toLowerCase();
}

/** The control of one setting. Values come from the server, so that they have the type that the kind says. */
export function SettingControl({
  field,
  value,
  usual,
  changed,
  policies,
  onChange,
}: {
  readonly field: SettingField;
  readonly value: unknown;
  readonly usual: unknown;
  readonly changed: boolean;
  readonly policies: readonly UsablePolicy[];
  readonly onChange: (value: unknown) => void;
}) {
  const simple = typeof usual !== 'object' || usual === null;
  const hint = [field.hint, simple && !changed && value !== usual ? texts.usual(inWords(usual)) : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
  const common = { label: field.label, ...(hint === '' ? {} : { hint }) };
  return (
    <div className="setting">
      <div>
        {control()}
        {changed ? <Badge tone="accent">{texts.unsaved}</Badge> : null}
      </div>
    </div>
  );

  function control() {
    switch (field.kind) {
      case 'switch':
        return <Choice {...common} checked={value === true} onChange={onChange} />;
      case 'number':
        return <NumberControl {...common} field={field} value={value as number | null} onChange={onChange} />;
      case 'text':
        return <TextControl {...common} field={field} value={value as string | null} onChange={onChange} />;
      case 'colour':
        return (
          <Field {...common}>
            {(attributes) => (
              <input
                {...attributes}
                type="color"
                value={value as string}
                onChange={(event) => onChange(event.target.value)}
              />
            )}
          </Field>
        );
      case 'logo':
        return <LogoControl {...common} value={value as string | null} onChange={onChange} />;
      case 'lines':
        return <LinesControl {...common} value={value as readonly string[]} onChange={onChange} />;
      case 'prices':
        return <PricesControl {...common} value={value as Readonly<Record<string, number>>} onChange={onChange} />;
      case 'quality':
        return (
          <details>
            <summary>
              {field.label} ({(value as readonly string[]).length})
            </summary>
            <Choices
              legend={field.label}
              beside
              options={qualityComponentNames.map((name) => ({ value: name, label: spaced(name) }))}
              chosen={value as (typeof qualityComponentNames)[number][]}
              onChange={onChange}
            />
          </details>
        );
      case 'operating-point':
        return (
          <OperatingPointControl
            {...common}
            value={value as OperatingPoint | null}
            policies={policies}
            onChange={onChange}
          />
        );
    }
  }
}
