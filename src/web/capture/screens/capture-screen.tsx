import { useState } from 'react';
import type { CaptureAsk } from '#contract/capture.js';
import { DocumentCamera } from '#web/capture/camera/document-camera.js';
import { evidenceOfFile } from '#web/capture/camera/evidence.js';
import { FaceCamera } from '#web/capture/camera/face-camera.js';
import { FilePanel } from '#web/capture/camera/file-panel.js';
import { ProblemPanel } from '#web/capture/camera/problem-panel.js';
import { canRecord } from '#web/capture/camera/record-film.js';
import { StillPreview } from '#web/capture/camera/still-preview.js';
import { useCamera } from '#web/capture/camera/use-camera.js';
import { Button } from '#web/capture/parts/button.js';
import { Notice } from '#web/capture/parts/notice.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import type { Piece, Taken } from '#web/capture/state/capture-state.js';
import { useFlow } from '#web/capture/state/flow-context.js';
import { adviceOf } from '#web/capture/texts/advice-of.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

interface CaptureScreenProps {
  readonly ask: CaptureAsk;
  readonly piece: Piece;
}

/** One picture or film, and above it why the last one did not arrive. */
export function CaptureScreen(props: CaptureScreenProps) {
  const { say } = useTexts();
  const { state } = useFlow();
  return (
    <>
      <Notice text={state.notice === null ? null : say(adviceOf(state.notice))} />
      <Capture {...props} />
    </>
  );
}

/** By the camera, or as a file; a photo is looked at before it goes. */
function Capture({ ask, piece }: CaptureScreenProps) {
  const { say } = useTexts();
  const { state, flow, dispatch } = useFlow();
  const face = piece === 'selfie';
  const film = face && ask.selfie === 'film';
  const [asFile, setAsFile] = useState(false);
  const [photo, setPhoto] = useState<Taken | null>(null);
  const camera = useCamera(face ? 'user' : 'environment', !asFile && photo === null);
  const title = titleOf(piece, film, state.documentSides);
  const use = (taken: Taken): void => void flow.take(piece, taken);
  const useFile = (): void => setAsFile(true);

  if (asFile) {
    return (
      <FilePanel
        title={title}
        maximumBytes={ask.maximumBytes}
        films={film && state.notice !== usedUp}
        use={(file) => use({ bytes: file, evidence: evidenceOfFile() })}
        useCamera={() => setAsFile(false)}
      />
    );
  }
  if (photo !== null) {
    return (
      <section className="screen">
        <ScreenTitle>{say(face ? 'reviewSelfie' : 'reviewDocument')}</ScreenTitle>
        <StillPreview picture={photo.bytes} />
        <div className="actions">
          <Button onClick={() => use(photo)}>{say('usePicture')}</Button>
          <Button look="secondary" onClick={() => setPhoto(null)}>
            {say('takeAgain')}
          </Button>
        </div>
      </section>
    );
  }
  const problem = camera.problem ?? (film && !canRecord() ? 'unsupported' : null);
  if (problem !== null) return <ProblemPanel problem={problem} retry={camera.retry} useFile={useFile} />;
  if (face) {
    return (
      <FaceCamera
        stream={camera.stream}
        film={film}
        askChallenge={ask.challenge ? flow.challenge : null}
        onTaken={film ? use : setPhoto}
        onFailed={camera.fail}
        onUsedUp={() => {
          dispatch({ type: 'failed', code: usedUp });
          useFile();
        }}
        useFile={useFile}
      />
    );
  }
  return (
    <DocumentCamera
      title={title}
      stream={camera.stream}
      onTaken={setPhoto}
      onFailed={() => camera.fail('failed')}
      useFile={useFile}
      skip={piece === 'documentBack' ? () => void flow.skipBack() : null}
    />
  );
}

/** After so many films the server draws no more challenges; a photo answers none. */
const usedUp = 'challenges-used-up';

function titleOf(piece: Piece, film: boolean, sides: 1 | 2 | null): TextKey {
  if (piece === 'selfie') return film ? 'filmTitle' : 'selfieTitle';
  if (piece === 'documentBack') return 'documentBackTitle';
  return sides === 2 ? 'documentFrontTitle' : 'documentTitle';
}
