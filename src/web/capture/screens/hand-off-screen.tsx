import { useEffect, useState } from 'react';
import { Button } from '#web/capture/parts/button.js';
import { Notice } from '#web/capture/parts/notice.js';
import { OwnWindow } from '#web/capture/parts/own-window.js';
import { QrCode } from '#web/capture/parts/qr-code.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import type { CaptureState } from '#web/capture/state/capture-state.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** The way to one other device or browser: from a computer a code to scan, and everywhere a link. */
export function HandOffScreen({ handOff }: { readonly handOff: NonNullable<CaptureState['handOff']> }) {
  const { say } = useTexts();
  const { state, flow, dispatch, embedded } = useFlow();
  const toPhone = state.offerPhone;
  const expired = useExpired(handOff.expiresAt);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(handOff.url);
      setCopied(true);
    } catch {
      // The link stands there to be selected by hand.
    }
  };
  return (
    <section className="screen message">
      <ScreenTitle>{say(toPhone ? 'followTitle' : 'elsewhereTitle')}</ScreenTitle>
      {expired ? (
        <p className="lead" role="status">
          {say('handOffExpired')}
        </p>
      ) : (
        <>
          <p className="lead">{say(toPhone ? 'handOffScan' : 'elsewhereText')}</p>
          {toPhone && <QrCode text={handOff.url} label={say('handOffCode')} />}
          <p className="hint">{say('handOffOnce')}</p>
          <div className="link-box">
            {toPhone && <p className="hint">{say('handOffLink')}</p>}
            <p className="link-text" dir="ltr">
              {handOff.url}
            </p>
          </div>
        </>
      )}
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <div className="actions">
        {expired ? (
          <Button busy={state.busy} onClick={() => void flow.handOff()}>
            {say('handOffNew')}
          </Button>
        ) : (
          <>
            {embedded && <OwnWindow href={handOff.url} />}
            <Button look={toPhone || embedded ? 'secondary' : 'primary'} onClick={() => void copy()}>
              {copied ? say('linkCopied') : say('copyLink')}
            </Button>
          </>
        )}
        <Button look="quiet" onClick={() => dispatch({ type: 'stay-here' })}>
          {say(toPhone ? 'handOffHere' : 'stay')}
        </Button>
      </div>
      <p className="for-readers" role="status">
        {copied ? say('linkCopied') : ''}
      </p>
    </section>
  );
}

function useExpired(expiresAt: string): boolean {
  const [expired, setExpired] = useState(false);
  useEffect(() => {
    setExpired(false);
    const timer = setTimeout(() => setExpired(true), Math.max(0, Date.parse(expiresAt) - Date.now()));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return expired;
}
