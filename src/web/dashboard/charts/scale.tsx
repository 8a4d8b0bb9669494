/**
 * Where a value lies against its limits, on a track from `least` to `most`. Bands are coloured from left to right; what is said
 * stands in `words`, for the track is decoration.
 */
export function Scale({
  label,
  words,
  value,
  least,
  most,
  marks,
  bands,
}: {
  readonly label: string;
  readonly words: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  readonly bands: readonly { readonly from: number; readonly to: number; readonly tone: 'good' | 'warn' | 'bad' }[];
}) {
  const share = (at: number): number => Math.min(100, Math.max(0, (100 * (at - least)) / (most - least)));
  return (
    <div className="scale">
      <div className="row between">
        <span>{label}</span>
        <strong className="numbers">{words}</strong>
      </div>
      <div className="scale-track" aria-hidden="true">
        {bands.map(({ from, to, tone }) => (
          <i key={tone} className={tone} style={{ left: `${share(from)}%`, width: `${share(to) - share(from)}%` }} />
        ))}
        {marks.map(({ at, label: name }) => (
          <b key={name} style={{ left: `${share(at)}%` }} />
        ))}
        <em style={{ left: `${share(value)}%` }} />
      </div>
      <div className="scale-names" aria-hidden="true">
        {marks.map(({ at, label: name }, index) => (
          // Two names lie on both sides of their marks: those may be close to each other.
          <span
            key={name}
            style={
              share(at) > 75 || index < marks.length - 1 ? { right: `${100 - share(at)}%` } : { left: `${share(at)}%` }
            }
          >
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
