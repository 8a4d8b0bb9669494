import { useState } from 'react';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import type { Shape } from '#web/dashboard/screens/case/boxes-of.js';
import { sizeOf } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { fileRoleWords } from '#web/dashboard/texts/words.js';
import { Time } from '#web/dashboard/ui/time.js';

type KeptFile = VerificationDetail['files'][number];

/** One kept picture or video, with what was found drawn on it. */
export function CasePicture({
  file,
  address,
  shapes,
}: {
  readonly file: KeptFile;
  readonly address: string;
  readonly shapes: readonly Shape[];
}) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const name = fileRoleWords[file.role] ?? file.role;
  const known = /^image\/(jpeg|png|webp|gif|bmp|avif)$/.test(file.contentType);
  return (
    <figure className="picture">
      <div className="picture-frame">
        {file.contentType.startsWith('video/') ? (
          // What was filmed has no words to caption.
          <video src={address} controls preload="metadata" aria-label={name} onError={() => setFailed(true)} />
        ) : (
          <>
            <img
              src={address}
              alt={name}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setSize({ width: naturalWidth, height: naturalHeight })
              }
              onError={() => setFailed(true)}
              hidden={failed}
            />
            {size === null ? null : (
              <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true" className="shapes">
                {shapes.map((shape, index) => (
                  <DrawnShape key={index} shape={shape} />
                ))}
              </svg>
            )}
          </>
        )}
        {failed ? (
          <p className="muted" role="status">
            {known ? texts.gone : texts.cannotShow} <a href={address}>{texts.openFile}</a>
          </p>
        ) : null}
      </div>
      <figcaption className="small muted">
        <strong>{name}</strong> · {sizeOf(file.sizeBytes)}
        {file.expiresAt === null ? null : (
          <>
            {' · '}
            {texts.keptUntil} <Time at={file.expiresAt} />
          </>
        )}
      </figcaption>
    </figure>
  );
}

function DrawnShape({ shape }: { readonly shape: Shape }) {
  if ('corners' in shape) {
    return <polygon className={shape.kind} points={shape.corners.map(({ x, y }) => `${x},${y}`).join(' ')} />;
  }
  const { x, y, width, height, angleDegrees = 0 } = shape.box;
  return (
    <rect
      className={shape.kind}
      {...{ x, y, width, height }}
      transform={`rotate(${angleDegrees} ${x + width / 2} ${y + height / 2})`}
    />
  );
}
