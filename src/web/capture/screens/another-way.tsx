import type { CaptureBrand } from '#contract/capture.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** What can be done instead, in the operator's words; nothing where there are none. */
export function AnotherWay({ brand }: { readonly brand: CaptureBrand }) {
  const { say } = useTexts();
  if (brand.anotherWay === null) return null;
  return (
    <div className="another-way">
      <h2>{say('anotherWay')}</h2>
      <p dir="auto">{brand.anotherWay}</p>
    </div>
  );
}
