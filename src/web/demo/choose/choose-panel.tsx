import { useEffect } from 'react';
import { DropZone } from '#web/demo/choose/drop-zone.js';
import { Samples } from '#web/demo/choose/samples.js';
import type { Slot } from '#web/demo/state/chosen-picture.js';
import type { Demo } from '#web/demo/state/use-demo.js';

const zones = [
  { slot: 'documentFront', title: 'Document', hint: 'The side with the portrait', icon: 'passport' },
  { slot: 'selfie', title: 'Selfie', hint: 'A photo or a short film of one face', icon: 'face' },
  { slot: 'documentBack', title: 'Back of the document', hint: 'Only where it has one', icon: 'card' },
] as const;

export function ChoosePanel({ demo }: { readonly demo: Demo }) {
  const { about, aboutFailed, pictures, refused, phase, put, remove, judge } = demo;
  useFilesOfThePage(demo);
  const isReady = pictures.documentFront !== undefined && pictures.selfie !== undefined;
  const isBusy = phase.kind === 'judging';
  return (
    <section aria-label="Pictures" className="choose">
      {aboutFailed && (
        <p className="warning" role="alert">
          The server does not answer. Is it still running? Load this page again once it is.
        </p>
      )}
      <div className="zones">
        {zones.map(({ slot, ...words }) => (
          <DropZone
            key={slot}
            {...words}
            slot={slot}
            hint={slot === 'selfie' && about?.canFilm === false ? 'A photo of one face' : words.hint}
            takesFilms={slot === 'selfie' && about?.canFilm !== false}
            picture={pictures[slot] ?? null}
            refused={refused[slot] ?? null}
            put={(file, path) => put(slot, file, path)}
            remove={() => remove(slot)}
          />
        ))}
      </div>
      <div className="go">
        <button
          type="button"
          className="button primary"
          aria-disabled={!isReady || isBusy || undefined}
          aria-describedby={isReady ? undefined : 'go-hint'}
          onClick={() => {
            if (isReady && !isBusy) judge();
          }}
        >
          Verify
        </button>
        {!isReady && (
          <p id="go-hint" className="hint">
            Give a document and a selfie: choose files, drop them, paste them, or use the camera.
          </p>
        )}
      </div>
      {about !== null && <Samples about={about} isBusy={isBusy} trySamples={demo.trySamples} />}
    </section>
  );
}

/** Pasted pictures go where one is missing; a file that misses its zone must not take the page away. */
function useFilesOfThePage({ pictures, put }: Demo): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0];
      if (file === undefined) return;
      const slot: Slot = pictures.documentFront === undefined ? 'documentFront' : 'selfie';
      event.preventDefault();
      put(slot, file, file.name);
    };
    const keepPage = (event: DragEvent): void => event.preventDefault();
    window.addEventListener('paste', paste);
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('dragover', keepPage);
      window.removeEventListener('drop', keepPage);
    };
  }, [pictures, put]);
}
