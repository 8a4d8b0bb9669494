import { useEffect, type ReactNode, type RefObject } from 'react';

interface CameraViewProps {
  readonly stream: MediaStream | null;
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Whether there is a picture yet. */
  readonly shown: boolean;
  readonly shape: 'document' | 'face';
  /** Drawn over the picture. */
  readonly children?: ReactNode;
}

/** What the camera sees; a face is mirrored, as people know theirs. */
export function CameraView({ stream, video, shown, shape, children }: CameraViewProps) {
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    // Playing is refused while the page is hidden; it begins when the page is seen again.
    if (stream !== null) element.play().catch(() => undefined);
  }, [stream, video]);
  return (
    <div className={`camera ${shape}`}>
      <video ref={video} muted playsInline autoPlay aria-hidden="true" />
      {!shown && <span className="spinner on-dark" aria-hidden="true" />}
      {children}
    </div>
  );
}
