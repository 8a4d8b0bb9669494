import type { DemoAbout, DemoSampleName } from '#contract/demo.js';

const pairs: readonly { readonly selfie: DemoSampleName; readonly title: string }[] = [
  { selfie: 'selfie-owner.jpg', title: 'A specimen passport and its owner' },
  { selfie: 'selfie-impostor.jpg', title: 'The same passport and somebody else' },
];

interface SamplesProps {
  readonly about: DemoAbout;
  readonly isBusy: boolean;
  readonly trySamples: (selfie: DemoSampleName) => void;
}

/** What the server made at its first start. */
export function Samples({ about, isBusy, trySamples }: SamplesProps) {
  const there = pairs.filter(({ selfie }) =>
    [selfie, 'passport-photo.jpg' as const].every((name) => about.samples.includes(name)),
  );
  if (there.length === 0) return null;
  return (
    <div className="samples">
      <p id="samples-title">No pictures at hand? Try with samples that this server made:</p>
      <ul aria-labelledby="samples-title">
        {there.map(({ selfie, title }) => (
          <li key={selfie}>
            <button
              type="button"
              className="button"
              aria-disabled={isBusy || undefined}
              onClick={() => {
                if (!isBusy) trySamples(selfie);
              }}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
