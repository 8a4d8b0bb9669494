import type { DemoAnswer } from '#contract/demo.js';
import { Copyable } from '#web/demo/answer/copyable.js';

type Verification = DemoAnswer['verification'];

const signals = [
  {
    name: 'liveness',
    title: 'Liveness',
    about: 'Whether a person stood before the camera, and no print, screen or mask.',
    good: 'Looks like a live person.',
    bad: 'Looks like an attack.',
    install: 'npx bonafide models install minifasnet',
  },
  {
    name: 'deepfake',
    title: 'Deepfake',
    about: 'Whether the face is synthetic or was swapped.',
    good: 'Nothing synthetic was seen.',
    bad: 'The face looks synthetic.',
    install: 'npx bonafide models install deepfake --from <a net of yours>',
  },
  {
    name: 'injection',
    title: 'Injection',
    about: 'Whether the selfie was taken now, by the camera of its session.',
    good: 'Few signs speak against it.',
    bad: 'Signs speak against it.',
    install: null,
  },
] as const;

interface SignalsProps {
  readonly verification: Verification;
  /** Why a signal was not assessed. */
  readonly meanings: Readonly<Record<string, string>>;
}

export function Signals({ verification, meanings }: SignalsProps) {
  return (
    <section className="card" aria-labelledby="signals-title">
      <h3 id="signals-title">Is it a person, and now?</h3>
      <div className="signals">
        {signals.map(({ name, title, about, good, bad, install }) => {
          const signal = verification[name];
          const isMissing = signal.status === 'not-assessed';
          return (
            <section key={name} className="signal" aria-labelledby={`signal-${name}`}>
              <h4 id={`signal-${name}`}>{title}</h4>
              <p className="hint">{about}</p>
              {isMissing ? (
                <p className="check none">
                  Not assessed. {meanings[signal.reason] ?? signal.reason} <code>{signal.reason}</code>
                </p>
              ) : (
                <p className={`check ${signal.fine ? 'good' : 'bad'}`}>
                  {signal.fine ? good : bad} Score {signal.score.toFixed(3)}
                </p>
              )}
              {name === 'injection' && isMissing && (
                <p className="hint">
                  A picture that comes by itself carries none of it: make a session, and open its link.
                </p>
              )}
              {isMissing && signal.reason === 'no-model-installed' && install !== null && (
                <Copyable title={`Command that installs the model for ${title.toLowerCase()}`} text={install} />
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}
