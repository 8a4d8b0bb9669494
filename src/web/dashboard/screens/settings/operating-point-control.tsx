import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Field, SelectField } from '#web/dashboard/ui/field.js';

export interface OperatingPoint {
  readonly threshold: number;
  readonly reviewFrom: number;
  /** Of a calibrated policy, as name@version: the server knows what it says. */
  readonly policy?: string | undefined;
}

/** A calibrated policy of the recogniser in use. */
export interface UsablePolicy extends OperatingPoint {
  readonly policy: string;
  readonly wantedFmr: number;
}

const byHand = 'by hand';
/** Where somebody begins who sets an own one; the server refuses what makes no sense. */
const beginning: OperatingPoint = { threshold: 0.5, reviewFrom: 0.4 };

/** The recogniser's own operating point, a calibrated policy, or two native scores. */
export function OperatingPointControl({
  label,
  hint,
  value,
  policies,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: OperatingPoint | null;
  readonly policies: readonly UsablePolicy[];
  readonly onChange: (value: OperatingPoint | null) => void;
}) {
  const own = value?.policy;
  const unlisted = own !== undefined && !policies.some(({ policy }) => policy === own) ? [own] : [];
  const choose = (chosen: string): void => {
    const policy = policies.find((one) => one.policy === chosen);
    if (policy !== undefined) {
      onChange({ policy: policy.policy, threshold: policy.threshold, reviewFrom: policy.reviewFrom });
    } else if (chosen === '') onChange(null);
    else if (chosen === byHand) {
      onChange(value === null ? beginning : { threshold: value.threshold, reviewFrom: value.reviewFrom });
    }
  };
  return (
    <fieldset className="choices">
      <legend className="legend">{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <SelectField
        label={texts.decidesBy}
        value={value === null ? '' : (own ?? byHand)}
        any={texts.recogniser}
        options={[
          ...policies.map((policy) => ({ value: policy.policy, label: texts.policy(policy) })),
          ...unlisted.map((policy) => ({ value: policy, label: policy })),
          { value: byHand, label: texts.byHand },
        ]}
        onChange={choose}
      />
      {value === null || own !== undefined ? null : <ScoresByHand value={value} onChange={onChange} />}
    </fieldset>
  );
}

const ScoresByHand = ({
  value,
  onChange,
}: {
  readonly value: OperatingPoint;
  readonly onChange: (value: OperatingPoint) => void;
}) => (
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
);
