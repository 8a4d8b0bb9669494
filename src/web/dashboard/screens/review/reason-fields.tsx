import { reviewReasonCodes, reviewReasons, type ReviewReason } from '#contract/dashboard/meanings.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { Choices, Field } from '#web/dashboard/ui/field.js';

export interface Reasons {
  readonly codes: readonly ReviewReason[];
  readonly words: string;
}
export const noReasons: Reasons = { codes: [], words: '' };

/** Which reasons fit a decision: two speak for a person, the others against. */
const speaksFor: readonly ReviewReason[] = ['document-genuine', 'same-person'];
const fitting = (decision: 'approve' | 'reject'): readonly ReviewReason[] =>
  reviewReasonCodes.filter((code) => code === 'other' || speaksFor.includes(code) === (decision === 'approve'));

/** As the call is sent them. */
export const toBody = ({ codes, words }: Reasons): { reasonCodes: ReviewReason[]; reason?: string } => ({
  reasonCodes: [...codes],
  ...(words.trim() === '' ? {} : { reason: words.trim() }),
});

const mostWords = 2000;

export function ReasonFields({
  decision,
  reasons,
  wrong,
  onChange,
}: {
  readonly decision: 'approve' | 'reject';
  readonly reasons: Reasons;
  readonly wrong: string | null;
  readonly onChange: (reasons: Reasons) => void;
}) {
  return (
    <>
      <Choices
        legend={texts.reasons}
        options={fitting(decision).map((value) => ({ value, label: spaced(value), hint: reviewReasons[value] }))}
        chosen={reasons.codes}
        wrong={wrong}
        onChange={(codes) => onChange({ ...reasons, codes })}
      />
      <Field label={texts.words} hint={`${texts.wordsHint} ${texts.sendHint}`}>
        {(control) => (
          <textarea
            {...control}
            maxLength={mostWords}
            value={reasons.words}
            onChange={(event) => onChange({ ...reasons, words: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
