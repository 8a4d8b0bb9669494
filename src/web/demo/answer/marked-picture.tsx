import { useState } from 'react';
import type { Mark, Point } from '#web/demo/answer/marks.js';

interface MarkedPictureProps {
  /** Null: there is nothing to draw. */
  readonly url: string | null;
  readonly title: string;
  readonly marks: readonly Mark[];
}

const path = (corners: readonly Point[]): string =>
  `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;

/** The picture, upright as browsers draw it, with what was found on it. */
export function MarkedPicture({ url, title, marks }: MarkedPictureProps) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [isDrawn, setIsDrawn] = useState(url !== null);
  return (
    <figure className="marked">
      {isDrawn && url !== null ? (
        <div className="marked-picture">
          <img
            src={url}
            alt={`${title}, with what was found on it`}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize({ width: naturalWidth, height: naturalHeight })
            }
            onError={() => setIsDrawn(false)}
          />
          {size !== null && (
            <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true" focusable="false">
              {marks.map(({ name, corners, dots = [] }, index) => (
                <g key={index} className={`mark ${name}`}>
                  <path className="mark-ground" d={path(corners)} />
                  <path className="mark-line" d={path(corners)} />
                  {dots.map(({ x, y }, dot) => (
                    <circle key={dot} cx={x} cy={y} r={Math.max(size.width, size.height) / 160} />
                  ))}
                </g>
              ))}
            </svg>
          )}
        </div>
      ) : (
        <p className="hint">This browser cannot draw the picture, so that nothing is marked on it.</p>
      )}
      <figcaption>
        <strong>{title}</strong>
        <ul className="legend">
          {marks.map(({ name, title: what }, index) => (
            <li key={index} className={`mark-name ${name}`}>
              {what}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
