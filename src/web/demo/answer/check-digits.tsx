import { useId } from 'react';
import type { DemoAnswer } from '#contract/demo.js';
import { spaced } from '#web/demo/texts/spaced.js';

export function CheckDigits({ mrz }: { readonly mrz: DemoAnswer['verification']['document']['mrz'] }) {
  const id = useId();
  if (mrz === null) return null;
  const digits = Object.entries(mrz.checkDigits);
  return (
    <section className="card" aria-labelledby={id}>
      <h3 id={id}>Machine readable zone, {mrz.format}</h3>
      <pre className="zone-lines" tabIndex={0} aria-label="Lines as they were read">
        {mrz.lines.join('\n')}
      </pre>
      <p className={`check ${mrz.valid ? 'good' : 'bad'}`}>
        {mrz.valid ? 'Trusted: every check digit holds, and nothing was repaired' : 'Not trusted'}
        {mrz.repaired && '; a character was changed to satisfy a check digit'}
      </p>
      {digits.length > 0 && (
        <ul className="chips" aria-label="Check digits">
          {digits.map(([name, holds]) => (
            <li key={name} className={`check ${holds ? 'good' : 'bad'}`}>
              {spaced(name)}: {holds ? 'holds' : 'fails'}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
