import { useEffect, useRef, useState, type RefObject } from 'react';

/** Slow cameras take seconds to their first picture; one that has none after so long will hardly have any. */
const patienceMs = 15_000;

/**
 * Whether `video` shows a picture of `stream`: a camera that is open is not one that sees. `onNone`: there was none in all
 * the time that the page was looked at.
 */
export function usePictureShown(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onNone: () => void,
): boolean {
  const [shown, setShown] = useState(false);
  const latest = useRef(onNone);
  useEffect(() => {
    latest.current = onNone;
  });
  useEffect(() => {
    const element = video.current;
    if (stream === null || element === null) return undefined;
    const look = (): void => setShown(element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
    const events = ['loadeddata', 'resize', 'playing'] as const;
    for (const event of events) element.addEventListener(event, look);
    look();
    return () => {
      for (const event of events) element.removeEventListener(event, look);
      setShown(false);
    };
  }, [video, stream]);
  useEffect(() => {
    if (stream === null || shown) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      timer = setTimeout(() => (document.visibilityState === 'hidden' ? wait() : latest.current()), patienceMs);
    };
    wait();
    return () => clearTimeout(timer);
  }, [stream, shown]);
  return shown;
}
