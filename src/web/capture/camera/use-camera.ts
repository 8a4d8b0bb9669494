import { useCallback, useEffect, useState } from 'react';
import type { CameraProblem } from '#web/capture/camera/camera-problem.js';
import { CameraRefused, closeCamera, openCamera, type Facing } from '#web/capture/camera/open-camera.js';

export interface Camera {
  /** Null while it is being opened, and where there is none. */
  readonly stream: MediaStream | null;
  readonly problem: CameraProblem | null;
  readonly retry: () => void;
  /** Something ended it. */
  readonly fail: (problem: CameraProblem) => void;
}

/** Holds the camera open as long as it is wanted. */
export function useCamera(facing: Facing, wanted: boolean): Camera {
  const [attempt, setAttempt] = useState(0);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    let opened: MediaStream | null = null;
    const lost = (): void => {
      if (!left) setProblem('lost');
    };
    openCamera(facing).then(
      (camera) => {
        if (left) {
          closeCamera(camera);
          return;
        }
        opened = camera;
        for (const track of camera.getTracks()) track.addEventListener('ended', lost);
        setStream(camera);
      },
      (error: unknown) => {
        if (!left) setProblem(error instanceof CameraRefused ? error.problem : 'failed');
      },
    );
    return () => {
      left = true;
      if (opened !== null) closeCamera(opened);
      setStream(null);
      setProblem(null);
    };
  }, [facing, wanted, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { stream: problem === null ? stream : null, problem, retry, fail: setProblem };
}
