import { operations } from '#contract/dashboard/meanings.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { operationWords } from '#web/dashboard/texts/words.js';
import { Field } from '#web/dashboard/ui/field.js';

/** Tokens by kind of call; an empty field costs what is set for all others. */
export const PricesControl = ({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Readonly<Record<string, number>>;
  readonly onChange: (value: Readonly<Record<string, number>>) => void;
}) => (
  <details>
    <summary>
      {label} ({Object.keys(value).length})
    </summary>
    {hint === undefined ? null : <p className="hint">{hint}</p>}
    <div className="choices beside">
      {operations.map((operation) => (
        <Field key={operation} label={operationWords[operation] ?? operation}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={0}
              step={1}
              placeholder={texts.pricesUsual}
              value={value[operation] ?? ''}
              onChange={(event) => {
                const others = Object.entries(value).filter(([name]) => name !== operation);
                const price = event.target.valueAsNumber;
                onChange(
                  Object.fromEntries(Number.isInteger(price) && price >= 0 ? [...others, [operation, price]] : others),
                );
              }}
            />
          )}
        </Field>
      ))}
    </div>
  </details>
);
