import { useEffect, useRef, useState } from 'react';
import type { Facing } from '#web/capture/camera/open-camera.js';
import { takeStill } from '#web/capture/camera/take-still.js';
import { useCamera } from '#web/capture/camera/use-camera.js';
import { cameraWords } from '#web/demo/texts/camera-words.js';

interface CameraDialogProps {
  readonly title: string;
  readonly facing: Facing;
  readonly put: (still: Blob) => void;
  readonly close: () => void;
}

/** Takes one photo; the browser's own dialog keeps the focus inside. */
export function CameraDialog({ title, facing, put, close }: CameraDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const { stream, problem, retry, fail } = useCamera(facing, true);
  /** Before its first picture a camera has no size. */
  const [isShowing, setIsShowing] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    setIsShowing(false);
    // Playing is refused while the page is hidden; it begins when the page is seen again.
    if (stream !== null) element.play().catch(() => undefined);
  }, [stream]);
  const take = (): void => {
    if (video.current === null || !isShowing) return;
    takeStill(video.current).then(
      (still) => {
        put(still);
        close();
      },
      () => fail('failed'),
    );
  };
  return (
    <dialog ref={dialog} className="camera-dialog" aria-label={`Camera: ${title}`} onClose={close}>
      {problem === null ? (
        <video
          ref={video}
          muted
          playsInline
          autoPlay
          aria-hidden="true"
          className={facing}
          onLoadedData={() => setIsShowing(true)}
        />
      ) : (
        <p className="warning" role="alert">
          {cameraWords[problem]}
        </p>
      )}
      <div className="dialog-actions">
        {problem === null ? (
          <button type="button" className="button primary" aria-disabled={!isShowing || undefined} onClick={take}>
            Take photo
          </button>
        ) : (
          <button type="button" className="button primary" onClick={retry}>
            Try again
          </button>
        )}
        <button type="button" className="button" onClick={close}>
          Close
        </button>
      </div>
    </dialog>
  );
}
