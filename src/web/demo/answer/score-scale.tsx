import type { DemoAnswer } from '#contract/demo.js';

interface ScoreScaleProps {
  readonly comparison: DemoAnswer['verification']['comparison'];
  readonly similarity: number;
  readonly scale: DemoAnswer['scale'];
}

/** One in so many, as people read rates. */
export function oneIn(rate: number): string {
  if (rate === 0) return 'none that was measured';
  const times = Number((1 / rate).toPrecision(2));
  return `1 in ${times.toLocaleString('en')}`;
}

export function ScoreScale({ comparison, similarity, scale }: ScoreScaleProps) {
  const { score, falseMatchRateAtMost } = comparison;
  const { reviewFrom, threshold, falseMatchRates } = scale;
  const from = Math.min(score - 0.05, reviewFrom - 0.25);
  const to = Math.max(1, score);
  const at = (value: number): string => `${(((value - from) / (to - from)) * 100).toFixed(2)}%`;
  const atThreshold = falseMatchRates.filter((point) => point.score <= threshold).at(-1)?.rate;
  return (
    <section className="card" aria-labelledby="score-title">
      <h3 id="score-title">How alike the faces are</h3>
      <div className="scale" aria-hidden="true">
        <div className="scale-bands">
          <span className="band bad" style={{ inlineSize: at(reviewFrom) }} />
          <span
            className="band unsure"
            style={{ insetInlineStart: at(reviewFrom), inlineSize: `calc(${at(threshold)} - ${at(reviewFrom)})` }}
          />
          <span
            className="band good"
            style={{ insetInlineStart: at(threshold), inlineSize: `calc(100% - ${at(threshold)})` }}
          />
        </div>
        <span className="scale-mark" style={{ insetInlineStart: at(score) }} />
        <span className="scale-threshold" style={{ insetInlineStart: at(threshold) }} />
      </div>
      <ul className="legend scale-legend">
        <li className="bad">no match below {reviewFrom.toFixed(2)}</li>
        <li className="unsure">a person decides</li>
        <li className="good">match from {threshold.toFixed(2)}</li>
      </ul>
      <dl className="facts">
        <dt>Score</dt>
        <dd>
          <strong>{score.toFixed(3)}</strong>, on the published scale {(similarity * 100).toFixed(1)} of 100, where 75
          is the threshold
        </dd>
        <dt>Two strangers reach this score</dt>
        <dd>
          {falseMatchRateAtMost === null
            ? 'more often than at any measured point'
            : `at most ${oneIn(falseMatchRateAtMost)} times on the open data`}
        </dd>
        {atThreshold !== undefined && (
          <>
            <dt>… and the threshold</dt>
            <dd>{oneIn(atThreshold)} times</dd>
          </>
        )}
      </dl>
    </section>
  );
}
