import { failureDescriptions } from '#contract/dashboard/meanings.js';
import { Link } from '#web/dashboard/routing/router.js';
import { FineBadge } from '#web/dashboard/screens/case/case-badges.js';
import type { Evidence } from '#web/dashboard/screens/case/evidence.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { numberOf, percentOf, spaced } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';

const meanings: Readonly<Record<string, string>> = failureDescriptions;

/** What could not be done, and why. */
export const CaseFailures = ({ failures }: Pick<Evidence, 'failures'>) => (
  <section className="card">
    <h2>{texts.failure}</h2>
    <ul className="reasons">
      {failures.map(({ code, part, detail }) => (
        <li key={`${part} ${code}`}>
          {part === '' ? '' : `${spaced(part)}: `}
          {meanings[code] ?? spaced(code)} <code>{code}</code>
          {detail === null ? null : <div className="small muted">{detail}</div>}
        </li>
      ))}
    </ul>
  </section>
);

/** Every face that was measured. */
export const CaseFaces = ({ faces }: Pick<Evidence, 'faces'>) => (
  <section className="card">
    <h2>{texts.faces}</h2>
    <div className="stack">
      {faces.map(({ confidence, interEyeDistancePixels, pose, demographics }, index) => (
        <Facts
          key={index}
          facts={[
            [texts.confidence, percentOf(confidence)],
            [texts.eyes, `${Math.round(interEyeDistancePixels)} px`],
            [
              texts.pose,
              `${Math.round(pose.yawDegrees)}° / ${Math.round(pose.pitchDegrees)}° / ${Math.round(pose.rollDegrees)}°`,
            ],
            [
              texts.estimatedAge,
              demographics?.ageYears === undefined || demographics.ageYears === null
                ? null
                : texts.years(Math.round(demographics.ageYears)),
            ],
            [
              texts.gender,
              demographics === undefined || demographics.gender === 'unknown'
                ? null
                : `${spaced(demographics.gender)}${demographics.genderConfidence === null ? '' : ` (${percentOf(demographics.genderConfidence)})`}`,
            ],
          ]}
        />
      ))}
    </div>
  </section>
);

/** Who of the enrolled is like the face. */
export function CaseCandidates({ search }: { readonly search: NonNullable<Evidence['search']> }) {
  const owner = useOwner();
  return (
    <section className="card">
      <h2>{texts.candidates}</h2>
      {search.candidates.length === 0 ? (
        <p className="muted">{texts.candidatesNone(search.gallerySize)}</p>
      ) : (
        <DataTable
          caption={texts.candidates}
          rows={search.candidates}
          rowKey={({ templateId }) => templateId}
          columns={[
            {
              head: texts.candidate,
              cell: ({ templateId }) => (
                <Link to={owner.to(`templates/${encodeURIComponent(templateId)}`)}>{templateId}</Link>
              ),
            },
            { head: texts.similarity, kind: 'number', cell: ({ similarity }) => numberOf(similarity) },
          ]}
        />
      )}
    </section>
  );
}

export const CaseSecondOpinion = ({
  opinion: { isIdentical, confidence },
}: {
  readonly opinion: NonNullable<Evidence['secondOpinion']>;
}) => (
  <section className="card">
    <h2>{texts.secondOpinion}</h2>
    <div className="row">
      <FineBadge fine={isIdentical} words={[texts.identical, texts.notIdentical]} />
      <span className="muted">
        {texts.confidence} {percentOf(confidence)}
      </span>
    </div>
  </section>
);
