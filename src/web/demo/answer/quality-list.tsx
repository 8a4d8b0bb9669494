import type { DemoAnswer } from '#contract/demo.js';
import { spaced } from '#web/demo/texts/spaced.js';

type Quality = DemoAnswer['verification']['quality'];
type Component = Omit<Quality, 'advice'>;

/** Components of ISO/IEC 29794-5, 0–100; what is not fine comes first. */
export function QualityList({ quality }: { readonly quality: Quality }) {
  const { advice, ...components } = quality;
  const rows = (Object.keys(components) as (keyof Component)[]) // Object.keys loses the key type
    .flatMap((name) => {
      const component = components[name];
      return component === undefined ? [] : [{ name, ...component }];
    })
    .sort((one, other) => Number(one.fine) - Number(other.fine));
  const poor = rows.filter(({ fine }) => !fine).length;
  return (
    <section className="card" aria-labelledby="quality-title">
      <h3 id="quality-title">Quality of the selfie</h3>
      <p className={`check ${poor === 0 ? 'good' : 'none'}`}>
        {poor === 0 ? `All ${rows.length} components are fine.` : `${poor} of ${rows.length} components are not fine.`}
      </p>
      {advice.length > 0 && (
        <ul className="reasons" aria-label="What to do better">
          {advice.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      )}
      <details>
        <summary>All components</summary>
        <ul className="bars">
          {rows.map(({ name, scalar, fine }) => (
            <li key={name}>
              <span>{spaced(name)}</span>
              <Bar share={scalar / 100} look={fine ? 'good' : 'bad'} />
              <span className="number">
                {scalar.toFixed(0)}
                {!fine && ', not fine'}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

export function Bar({ share, look }: { readonly share: number; readonly look: 'good' | 'bad' | 'plain' }) {
  return (
    <span className="bar" aria-hidden="true">
      <span className={look} style={{ inlineSize: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%` }} />
    </span>
  );
}
