import type { PictureKind } from '#contract/capture.js';
import { useTexts } from '#web/capture/texts/use-texts.js';
import type { TextKey } from '#web/capture/texts/en.js';

export type StepName = 'start' | PictureKind | 'done';
const names: Readonly<Record<StepName, TextKey>> = {
  start: 'stepStart',
  document: 'stepDocument',
  selfie: 'stepSelfie',
  done: 'stepDone',
};

interface StepsProps {
  readonly kinds: readonly PictureKind[];
  readonly current: StepName;
}

/** How far the person is: bars for the eye, one sentence for readers. */
export function Steps({ kinds, current }: StepsProps) {
  const { say } = useTexts();
  const steps: StepName[] = ['start', ...kinds, 'done'];
  const at = Math.max(0, steps.indexOf(current));
  const sentence = say('stepOf', { step: at + 1, steps: steps.length, name: say(names[current]) });
  return (
    <div className="steps" role="img" aria-label={sentence}>
      {steps.map((step, index) => (
        <span key={step} className={index <= at ? 'step reached' : 'step'} />
      ))}
    </div>
  );
}
