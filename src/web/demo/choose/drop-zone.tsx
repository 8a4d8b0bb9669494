import { useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from '#web/capture/parts/icon.js';
import { CameraDialog } from '#web/demo/choose/camera-dialog.js';
import type { ChosenPicture, Slot } from '#web/demo/state/chosen-picture.js';

interface DropZoneProps {
  readonly slot: Slot;
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
  readonly takesFilms: boolean;
  readonly picture: ChosenPicture | null;
  readonly refused: string | null;
  readonly put: (file: Blob, path: string) => void;
  readonly remove: () => void;
}

/** One picture: dropped, chosen or photographed. */
export function DropZone({ slot, title, hint, icon, takesFilms, picture, refused, put, remove }: DropZoneProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isPhotographing, setIsPhotographing] = useState(false);
  const take = (file: File | undefined): void => {
    if (file !== undefined) put(file, file.name);
  };
  return (
    <section
      aria-labelledby={id}
      className={`zone ${slot}${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <div className="zone-words">
        <h2 id={id}>{title}</h2>
        <p className="hint">{hint}</p>
      </div>
      <div className="zone-picture">
        {picture === null ? <Icon name={icon} /> : <Preview key={picture.url} picture={picture} title={title} />}
      </div>
      <div className="zone-actions">
        <button
          type="button"
          className="button"
          aria-label={`Choose a file: ${title}`}
          onClick={() => input.current?.click()}
        >
          Choose a file
        </button>
        <button
          type="button"
          className="button"
          aria-label={`Camera: ${title}`}
          onClick={() => setIsPhotographing(true)}
        >
          Camera
        </button>
        {picture !== null && (
          <button type="button" className="button" aria-label={`Remove: ${title}`} onClick={remove}>
            Remove
          </button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={title}
          accept={takesFilms ? 'image/*,video/*' : 'image/*'}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {refused !== null && (
        <p className="warning" role="alert">
          {refused}
        </p>
      )}
      {isPhotographing && (
        <CameraDialog
          title={title}
          facing={slot === 'selfie' ? 'user' : 'environment'}
          close={() => setIsPhotographing(false)}
          put={(still) => put(still, slot === 'selfie' ? 'selfie.jpg' : 'document.jpg')}
        />
      )}
    </section>
  );
}

/** Some pictures are judged that a browser cannot draw, as HEIC. */
function Preview({ picture, title }: { readonly picture: ChosenPicture; readonly title: string }) {
  const [isDrawn, setIsDrawn] = useState(true);
  useEffect(() => setIsDrawn(true), [picture.url]);
  if (!isDrawn)
    return <p className="hint">{picture.path}: this browser cannot draw it; the server may still read it.</p>;
  return picture.kind === 'video' ? (
    <video src={picture.url} muted controls aria-label={title} onError={() => setIsDrawn(false)} />
  ) : (
    <img src={picture.url} alt={`${title}: ${picture.path}`} onError={() => setIsDrawn(false)} />
  );
}
