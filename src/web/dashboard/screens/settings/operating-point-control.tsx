import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Choice, Field } from '#web/dashboard/ui/field.js';

interface OperatingPoint {
  readonly threshold: number;
  readonly reviewFrom: number;
}
/** Where somebody begins who sets an own one; the server refuses what makes no sense. */
const beginning: OperatingPoint = { threshold: 0.5, reviewFrom: 0.4 };

/** The recogniser's own operating point, or two native scores. */
export const OperatingPointControl = ({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: OperatingPoint | null;
  readonly onChange: (value: OperatingPoint | null) => void;
}) => (
  <fieldset className="choices">
    <legend className="legend">{label}</legend>
    {hint === undefined ? null : <p className="hint">{hint}</p>}
    <Choice label={texts.recogniser} checked={value === null} onChange={(card) => onChange(card ? null : beginning)} />
    {value === null ? null : (
      <div className="choices beside">
        {(
          [
            ['threshold', texts.ownThreshold],
            ['reviewFrom', texts.ownReviewFrom],
          ] as const
        ).map(([name, words]) => (
          <Field
            key={name}
            label={words}
            wrong={name === 'reviewFrom' && value.reviewFrom > value.threshold ? texts.fault : null}
          >
            {(control) => (
              <input
                {...control}
                type="number"
                step={0.001}
                max={1}
                value={value[name]}
                onChange={(event) => {
                  const score = event.target.valueAsNumber;
                  if (Number.isFinite(score)) onChange({ ...value, [name]: score });
                }}
              />
            )}
          </Field>
        ))}
      </div>
    )}
  </fieldset>
);
