import { useEffect, useRef, type RefObject } from 'react';

/** Looks follow each other at least so far apart: 25 a second are as good as 60, and leave a phone cool. */
const restMs = 40;
export const guidanceMark = 'bonafide-guidance';

/**
 * Calls `look` for the picture that the camera shows, one after the other, as long as there is one. Each leaves a mark in the
 * browser's timeline, by which their rate is measured.
 */
export function useFrames(
  video: RefObject<HTMLVideoElement | null>,
  active: boolean,
  look: (video: HTMLVideoElement) => Promise<void>,
): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    if (!active) return undefined;
    let stopped = false;
    let next = 0;
    let lastAt = 0;
    const step = async (): Promise<void> => {
      const element = video.current;
      const now = performance.now();
      if (element !== null && element.videoWidth > 0 && now - lastAt >= restMs) {
        lastAt = now;
        await latest.current(element);
        performance.mark(guidanceMark);
        performance.clearMarks(guidanceMark);
      }
      if (!stopped) next = requestAnimationFrame(() => void step());
    };
    next = requestAnimationFrame(() => void step());
    return () => {
      stopped = true;
      cancelAnimationFrame(next);
    };
  }, [video, active]);
}
