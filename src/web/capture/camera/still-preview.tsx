import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#web/capture/texts/use-texts.js';

const longestSide = 1280;

interface StillPreviewProps {
  readonly picture: Blob;
  /** Of a file, shown where the browser cannot draw it (films, HEIC). */
  readonly name?: string;
}

/** The picture, drawn by the page itself: the policy of the page loads none from elsewhere. */
export function StillPreview({ picture, name }: StillPreviewProps) {
  const { say } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(true);
  useEffect(() => {
    let left = false;
    setDrawn(true);
    const draw = async (): Promise<void> => {
      try {
        const bitmap = await createImageBitmap(picture);
        const element = canvas.current;
        if (left || element === null) return;
        const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
        element.width = Math.round(bitmap.width * scale);
        element.height = Math.round(bitmap.height * scale);
        element.getContext('2d')?.drawImage(bitmap, 0, 0, element.width, element.height);
        bitmap.close();
      } catch {
        if (!left) setDrawn(false);
      }
    };
    void draw();
    return () => {
      left = true;
    };
  }, [picture]);
  return (
    <div className="preview">
      {drawn && <canvas ref={canvas} role="img" aria-label={say('pictureTaken')} />}
      {name !== undefined && <p className="hint">{say('fileChosen', { name })}</p>}
    </div>
  );
}
