import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { timelineMeaning } from '#web/dashboard/texts/words.js';
import { Time } from '#web/dashboard/ui/time.js';

/** What happened to the case, the oldest first. */
export const CaseTimeline = ({ timeline }: Pick<VerificationDetail, 'timeline'>) => (
  <section className="card">
    <h2>{texts.timeline}</h2>
    {timeline.length === 0 ? (
      <p className="muted">{texts.timelineNone}</p>
    ) : (
      <ol className="timeline">
        {timeline.map(({ at, kind, actor, details }, index) => (
          <li key={index}>
            <span>{timelineMeaning(kind)}</span>
            <span className="small muted breakable">
              <Time at={at} long />
              {actor === null ? null : ` · ${actor.name ?? actor.id ?? actor.kind}`}
              {Object.entries(details).map(([name, value]) => ` · ${name}: ${String(value)}`)}
            </span>
          </li>
        ))}
      </ol>
    )}
  </section>
);
