import { useMemo, useState, type RefObject } from 'react';
import { blazeFaceSide } from '#web/capture/guidance/blaze-face.js';
import { adviseFace, type FaceAdvice } from '#web/capture/guidance/face-guidance.js';
import { grayOf, type Area } from '#web/capture/guidance/gray-picture.js';
import { brightnessOf } from '#web/capture/guidance/measures.js';
import { makePixelReader } from '#web/capture/guidance/pixels-of.js';
import type { SeenFace } from '#web/capture/guidance/seen-face.js';
import { makeSteady } from '#web/capture/guidance/steady.js';
import type { FaceModelState } from '#web/capture/guidance/use-face-model.js';
import { useFrames } from '#web/capture/guidance/use-frames.js';

const looked = { width: blazeFaceSide, height: blazeFaceSide } as const;
/** The camera's box, 3 by 4 (styles/camera.css), in the square that the model looks at. */
const shown = { left: blazeFaceSide / 8, top: 0, width: (blazeFaceSide * 3) / 4, height: blazeFaceSide } as const;

/** What the person should do to be seen well; null: there is no model to tell. */
export function useFaceAdvice(
  video: RefObject<HTMLVideoElement | null>,
  state: FaceModelState,
  active: boolean,
): FaceAdvice | null {
  const [advice, setAdvice] = useState<FaceAdvice>('none');
  const [failed, setFailed] = useState(false);
  const read = useMemo(() => makePixelReader(looked, shown), []);
  const steady = useMemo(() => makeSteady<FaceAdvice>('none'), []);
  useFrames(video, active && state.status === 'ready' && !failed, async (element) => {
    if (state.status !== 'ready') return;
    try {
      const pixels = read(element);
      const gray = grayOf(pixels, blazeFaceSide, blazeFaceSide);
      const faces = await state.model.look(pixels);
      const area = faces[0] === undefined ? null : areaOf(faces[0]);
      setAdvice(steady(adviseFace({ faces, brightness: area === null ? null : brightnessOf(gray, area) })));
    } catch {
      setFailed(true);
    }
  });
  return state.status === 'ready' && !failed ? advice : null;
}

/** In pixels of what the model looks at, cut at its edge; null: nothing of it lies inside. */
function areaOf({ x, y, size }: SeenFace): Area | null {
  const cut = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * blazeFaceSide);
  const left = cut(x - size / 2);
  const top = cut(y - size / 2);
  const width = cut(x + size / 2) - left;
  const height = cut(y + size / 2) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}
