import { Icon } from '#web/capture/parts/icon.js';
import { Copyable } from '#web/demo/answer/copyable.js';
import type { Problem } from '#web/demo/server/demo-server.js';
import { adviceOf } from '#web/demo/texts/problem-advice.js';

/** Pictures that cannot be judged, and whatever else came between. */
export function ProblemView({ problem }: { readonly problem: Problem }) {
  const { code, title, subject, retryAfterSeconds, json } = problem;
  const advice = adviceOf(code);
  return (
    <section aria-label="Answer" className="answer">
      <div className="verdict unsure" role="alert">
        <Icon name={code === 'offline' ? 'wifiOff' : 'alert'} />
        <div>
          <h2 tabIndex={-1}>{subject === null ? 'Not judged' : `Not judged: the ${subject}`}</h2>
          <p>
            {title} {advice}
          </p>
          {retryAfterSeconds !== null && <p>Try again in {retryAfterSeconds} s.</p>}
          <p className="hint">
            <code>{code}</code>
          </p>
        </div>
      </div>
      {json !== null && (
        <details className="card">
          <summary>The answer as JSON</summary>
          <Copyable title="JSON of the answer" text={JSON.stringify(json, null, 2)} />
        </details>
      )}
    </section>
  );
}
