import { useRef, useState } from 'react';
import { CameraView } from '#web/capture/camera/camera-view.js';
import { evidenceOfCamera } from '#web/capture/camera/evidence.js';
import { FaceOverlay } from '#web/capture/camera/face-overlay.js';
import type { ShownStep } from '#web/capture/camera/step-at.js';
import { takeStill } from '#web/capture/camera/take-still.js';
import { useFilm } from '#web/capture/camera/use-film.js';
import { usePictureShown } from '#web/capture/camera/use-picture-shown.js';
import type { Challenge } from '#contract/capture.js';
import type { FaceAdvice } from '#web/capture/guidance/face-guidance.js';
import { useFaceAdvice } from '#web/capture/guidance/use-face-advice.js';
import { useFaceModel } from '#web/capture/guidance/use-face-model.js';
import { Button } from '#web/capture/parts/button.js';
import { Notice } from '#web/capture/parts/notice.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { Spoken } from '#web/capture/parts/spoken.js';
import { CallFailed } from '#web/capture/server/call-failed.js';
import type { Taken } from '#web/capture/state/capture-state.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

const adviceWords: Readonly<Record<FaceAdvice, TextKey>> = {
  none: 'faceNone',
  several: 'faceSeveral',
  'too-far': 'faceTooFar',
  'too-close': 'faceTooClose',
  'off-centre': 'faceOffCentre',
  turned: 'faceTurned',
  dark: 'faceDark',
  bright: 'faceBright',
  good: 'faceGood',
};
const stepWords: Readonly<Record<ShownStep, TextKey>> = {
  'look-ahead': 'lookAhead',
  'turn-left': 'turnLeft',
  'turn-right': 'turnRight',
  'look-up': 'lookUp',
  'look-down': 'lookDown',
  'come-closer': 'comeCloser',
};

interface FaceCameraProps {
  readonly stream: MediaStream | null;
  readonly film: boolean;
  /** Null: a film needs no challenge. */
  readonly askChallenge: (() => Promise<Challenge>) | null;
  readonly onTaken: (taken: Taken) => void;
  readonly onFailed: (problem: 'lost' | 'failed') => void;
  /** No more challenges are drawn. */
  readonly onUsedUp: () => void;
  readonly useFile: () => void;
}

/** A photo or a film of the face. The button works whatever the guidance says: it may be missing, and it may be wrong. */
export function FaceCamera({ stream, film, askChallenge, onTaken, onFailed, onUsedUp, useFile }: FaceCameraProps) {
  const { say, number } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const shown = usePictureShown(video, stream, () => onFailed('failed'));
  const [notice, setNotice] = useState<TextKey | null>(null);
  const model = useFaceModel();
  const filming = useFilm({
    stream,
    askChallenge,
    onFilm: onTaken,
    onLost: () => onFailed('lost'),
    onHidden: () => setNotice('filmHidden'),
    onFailed: (error) => {
      if (!(error instanceof CallFailed)) onFailed('failed');
      else if (error.code === 'challenges-used-up') onUsedUp();
      else setNotice(adviceOf(error.code));
    },
  });
  const { state } = filming;
  const advice = useFaceAdvice(video, model, stream !== null && state.phase === 'idle');
  const takePhoto = async (): Promise<void> => {
    const element = video.current;
    if (element === null || stream === null || element.videoWidth === 0) return;
    try {
      onTaken({ bytes: await takeStill(element), evidence: evidenceOfCamera(stream) });
    } catch {
      onFailed('failed');
    }
  };
  const begin = (): void => {
    setNotice(null);
    if (film) filming.start();
    else void takePhoto();
  };
  const recording = state.phase === 'recording' ? state : null;
  const told = recording === null ? say(guidance(advice)) : say(stepWords[recording.step]);
  // How far the model is loaded is for the eye alone: read out it would only disturb.
  const loading = recording === null && model.status === 'loading';
  const words = loading ? say('guideLoading', { percent: number(model.share * 100) }) : told;
  return (
    <section className={recording === null ? 'screen capture' : 'screen capture recording'}>
      <ScreenTitle>{say(film ? 'filmTitle' : 'selfieTitle')}</ScreenTitle>
      <p className="lead">{say(hintOf(film, askChallenge !== null))}</p>
      <CameraView stream={stream} video={video} shown={shown} shape="face">
        <FaceOverlay good={advice === 'good'} recording={recording} />
        <p className={recording === null ? 'advice' : 'advice step-advice'} aria-hidden="true">
          {words}
        </p>
        {recording !== null && (
          <p className="recording-mark">
            <span className="dot" aria-hidden="true" />
            {say('recording')}
          </p>
        )}
      </CameraView>
      <Spoken urgent={recording !== null} text={stream === null ? '' : told} />
      <Notice text={notice === null ? null : say(notice)} />
      <div className="actions">
        <Button busy={!shown || state.phase !== 'idle'} onClick={begin}>
          {say(recording !== null ? 'recording' : film ? 'filmStart' : 'takePhoto')}
        </Button>
        {recording === null && (
          <Button look="quiet" onClick={useFile}>
            {say('useFile')}
          </Button>
        )}
      </div>
    </section>
  );
}

const guidance = (advice: FaceAdvice | null): TextKey => (advice === null ? 'guideMissing' : adviceWords[advice]);

const hintOf = (film: boolean, challenge: boolean): TextKey =>
  film ? (challenge ? 'filmHint' : 'filmHintStill') : 'selfieHint';
