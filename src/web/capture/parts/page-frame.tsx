import type { ReactNode } from 'react';
import type { CaptureBrand } from '#contract/capture.js';
import { LanguageMenu } from '#web/capture/parts/language-menu.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

interface PageFrameProps {
  /** Null: not known yet. */
  readonly brand: CaptureBrand | null;
  readonly testMode: boolean;
  readonly children: ReactNode;
}

/** Who asks, in which language, and below it the screen. */
export function PageFrame({ brand, testMode, children }: PageFrameProps) {
  const { say } = useTexts();
  return (
    <div className="page">
      <header className="page-head">
        <div className="brand">
          {typeof brand?.logo === 'string' ? (
            <img src={brand.logo} alt={brand.productName} />
          ) : (
            <span>{brand?.productName}</span>
          )}
        </div>
        <LanguageMenu />
      </header>
      {testMode && <p className="test-mode">{say('testMode')}</p>}
      <main>{children}</main>
    </div>
  );
}
