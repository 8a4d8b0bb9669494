import { useEffect, useState } from 'react';
import { proveWork } from '#web/capture/captcha/prove-work.js';
import { Button } from '#web/capture/parts/button.js';
import { Notice } from '#web/capture/parts/notice.js';
import { ProgressBar } from '#web/capture/parts/progress-bar.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { Spoken } from '#web/capture/parts/spoken.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

/** Nobody has to decipher anything: the device works, and says how far it is. */
export function CaptchaScreen() {
  const { say, number } = useTexts();
  const { state, flow } = useFlow();
  const [share, setShare] = useState(0);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    setShare(0);
    void flow.proveWork((task) => proveWork(task, setShare, leaving.signal));
    return () => leaving.abort();
  }, [flow, attempt]);
  const percent = number(share * 100);
  return (
    <section className="screen message">
      <ScreenTitle>{say('captchaTitle')}</ScreenTitle>
      <p className="lead">{say('captchaText')}</p>
      <ProgressBar share={share} label={say('captchaTitle')} />
      <p className="hint" aria-hidden="true">
        {say('captchaProgress', { percent })}
      </p>
      <Spoken text={say('captchaProgress', { percent: number(Math.floor(share * 4) * 25) })} />
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      {state.notice !== null && <Button onClick={() => setAttempt(attempt + 1)}>{say('tryAgain')}</Button>}
    </section>
  );
}
