import { useEffect, useState } from 'react';
import { Button } from '#web/capture/parts/button.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

const waitSeconds = 6;

/** The way back: by button, and by itself after a few seconds unless the person stays. In a frame the parent decides. */
export function ReturnPanel({ returnUrl, product }: { readonly returnUrl: string; readonly product: string }) {
  const { say, number } = useTexts();
  const { embedded } = useFlow();
  const allowed = /^https?:\/\//i.test(returnUrl);
  const [left, setLeft] = useState(embedded || !allowed ? null : waitSeconds);
  useEffect(() => {
    if (left === null) return undefined;
    if (left === 0) {
      location.assign(returnUrl);
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, returnUrl]);
  if (!allowed) return <p className="hint">{say('closePage')}</p>;
  return (
    <>
      <div className="actions">
        <a className="button primary" href={returnUrl} target={embedded ? '_top' : undefined} rel="noreferrer">
          <span>{say('returnNow', { product })}</span>
        </a>
        {left !== null && (
          <Button look="quiet" onClick={() => setLeft(null)}>
            {say('stay')}
          </Button>
        )}
      </div>
      {left !== null && (
        <p className="hint">
          <span aria-hidden="true">{say('returnIn', { seconds: number(left) })}</span>
          <span className="for-readers">{say('returnIn', { seconds: number(waitSeconds) })}</span>
        </p>
      )}
    </>
  );
}
