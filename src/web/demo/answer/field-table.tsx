import type { DemoAnswer } from '#contract/demo.js';
import { spaced } from '#web/demo/texts/spaced.js';

type Document = DemoAnswer['verification']['document'];
type FieldName = keyof Document['fields'];

const zones = { mrz: 'machine readable zone', 'visual-zone': 'print', barcode: 'barcode' } as const;

/** What vouches for a value. */
function checkOf({ valid, confirmedBy }: NonNullable<Document['fields'][FieldName]>): { text: string; look: string } {
  if (valid === false) return { text: 'check fails', look: 'bad' };
  const zonesToo = confirmedBy.map((zone) => zones[zone]).join(' and ');
  if (valid === true)
    return { text: zonesToo === '' ? 'check holds' : `check holds; ${zonesToo} agrees`, look: 'good' };
  return zonesToo === ''
    ? { text: 'nothing vouches for it', look: 'none' }
    : { text: `${zonesToo} agrees`, look: 'good' };
}

interface FieldTableProps {
  readonly title: string;
  readonly document: Document;
  /** Of warnings. */
  readonly meanings: Readonly<Record<string, string>>;
}

export function FieldTable({ title, document, meanings }: FieldTableProps) {
  const names = Object.keys(document.fields) as FieldName[]; // Object.keys loses the key type
  const withheld = Object.entries(document.withheld);
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section className="card" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className="hint">
        {spaced(document.type)}, format {document.format}
        {document.side !== null && `, ${spaced(document.side)}`}
        {document.ageYears !== null && `; the holder is ${document.ageYears} years old`}
      </p>
      <div className="wide" role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Read in</th>
              <th scope="col">Check</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const field = document.fields[name];
              if (field === undefined) return null;
              const { text, look } = checkOf(field);
              return (
                <tr key={name}>
                  <th scope="row">{spaced(name)}</th>
                  <td>
                    <bdi>{field.value}</bdi>
                  </td>
                  <td>{zones[field.source]}</td>
                  <td className={`check ${look}`}>{text}</td>
                </tr>
              );
            })}
            {withheld.map(([name, reason]) => (
              <tr key={name}>
                <th scope="row">{spaced(name)}</th>
                <td className="hint">withheld</td>
                <td />
                <td className="check bad">{spaced(reason ?? '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {document.discrepancies.length > 0 && (
        <ul className="reasons" aria-label="Where zones differ">
          {document.discrepancies.map(({ field, kind, values }, index) => (
            <li key={index}>
              {spaced(field)} ({spaced(kind)}):{' '}
              {values.map(({ source, value }) => `${value} in the ${zones[source]}`).join(', ')}
            </li>
          ))}
        </ul>
      )}
      {document.warnings.length > 0 && (
        <ul className="reasons" aria-label="Warnings">
          {document.warnings.map((warning) => (
            <li key={warning}>
              {meanings[warning] ?? warning} <code>{warning}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
