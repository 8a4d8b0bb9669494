import { useMemo, useRef, useState } from 'react';
import { CameraView } from '#web/capture/camera/camera-view.js';
import { evidenceOfCamera } from '#web/capture/camera/evidence.js';
import { takeStill } from '#web/capture/camera/take-still.js';
import { usePictureShown } from '#web/capture/camera/use-picture-shown.js';
import { adviseDocument, type DocumentAdvice } from '#web/capture/guidance/document-guidance.js';
import { grayOf } from '#web/capture/guidance/gray-picture.js';
import { makePixelReader } from '#web/capture/guidance/pixels-of.js';
import { makeSteady } from '#web/capture/guidance/steady.js';
import { useFrames } from '#web/capture/guidance/use-frames.js';
import { Button } from '#web/capture/parts/button.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { Spoken } from '#web/capture/parts/spoken.js';
import type { Taken } from '#web/capture/state/capture-state.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

const words: Readonly<Record<DocumentAdvice, TextKey>> = {
  searching: 'guideSearching',
  'too-far': 'guideTooFar',
  cropped: 'guideCropped',
  glare: 'guideGlare',
  blur: 'guideBlur',
  dark: 'guideDark',
  good: 'guideGood',
};

/** What is looked at, in pixels: the shape of the camera's box, and the outline that is drawn in it (styles/camera.css). */
const looked = { width: 320, height: 240 } as const;
const outline = { left: 22, top: 34, width: 276, height: 172 } as const;

interface DocumentCameraProps {
  readonly title: TextKey;
  readonly stream: MediaStream | null;
  readonly onTaken: (taken: Taken) => void;
  readonly onFailed: () => void;
  readonly useFile: () => void;
  /** Offered for the back of a document; null: the side has to be shown. */
  readonly skip: (() => void) | null;
}

export function DocumentCamera({ title, stream, onTaken, onFailed, useFile, skip }: DocumentCameraProps) {
  const { say } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const shown = usePictureShown(video, stream, onFailed);
  const [advice, setAdvice] = useState<DocumentAdvice>('searching');
  const [busy, setBusy] = useState(false);
  const read = useMemo(() => makePixelReader(looked, { left: 0, top: 0, ...looked }), []);
  const steady = useMemo(() => makeSteady<DocumentAdvice>('searching'), []);
  useFrames(video, stream !== null && !busy, async (element) => {
    const pixels = read(element);
    setAdvice(steady(adviseDocument(grayOf(pixels, looked.width, looked.height), outline)));
  });
  const take = async (): Promise<void> => {
    const element = video.current;
    if (element === null || stream === null || element.videoWidth === 0) return;
    setBusy(true);
    try {
      onTaken({ bytes: await takeStill(element), evidence: evidenceOfCamera(stream) });
    } catch {
      onFailed();
    }
    setBusy(false);
  };
  return (
    <section className="screen capture">
      <ScreenTitle>{say(title)}</ScreenTitle>
      <p className="lead">{say('documentHint')}</p>
      <CameraView stream={stream} video={video} shown={shown} shape="document">
        <div className={`document-outline ${advice === 'good' ? 'good' : ''}`} aria-hidden="true" />
        <p className="advice" aria-hidden="true">
          {say(words[advice])}
        </p>
      </CameraView>
      <Spoken text={stream === null ? '' : say(words[advice])} />
      <div className="actions">
        <Button busy={busy || !shown} onClick={() => void take()}>
          {say('takePhoto')}
        </Button>
        {skip !== null && (
          <Button look="secondary" onClick={skip}>
            {say('skipBack')}
          </Button>
        )}
        <Button look="quiet" onClick={useFile}>
          {say('useFile')}
        </Button>
      </div>
    </section>
  );
}
