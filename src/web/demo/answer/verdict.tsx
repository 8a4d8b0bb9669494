import type { DemoAnswer } from '#contract/demo.js';
import { Icon, type IconName } from '#web/capture/parts/icon.js';

type Verification = DemoAnswer['verification'];

const decisions: Readonly<
  Record<
    Verification['decision'],
    { readonly look: string; readonly icon: IconName; readonly title: string; readonly text: string }
  >
> = {
  match: {
    look: 'good',
    icon: 'check',
    title: 'Match',
    text: 'The document and the selfie show one person, and nothing speaks against either.',
  },
  review: { look: 'unsure', icon: 'alert', title: 'Review', text: 'A person should decide this one.' },
  'no-match': { look: 'bad', icon: 'stop', title: 'No match', text: 'This is not accepted.' },
};

interface VerdictProps {
  readonly verification: Verification;
  readonly meanings: Readonly<Record<string, string>>;
}

export function Verdict({ verification: { decision, reasons }, meanings }: VerdictProps) {
  const { look, icon, title, text } = decisions[decision];
  return (
    <div className={`verdict ${look}`}>
      <Icon name={icon} />
      <div>
        <h2 tabIndex={-1}>{title}</h2>
        <p>{text}</p>
        {reasons.length > 0 && (
          <ul className="reasons" aria-label="Reasons">
            {reasons.map((reason) => (
              <li key={reason}>
                {meanings[reason] ?? reason} <code>{reason}</code>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
