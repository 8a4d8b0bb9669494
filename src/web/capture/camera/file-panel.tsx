import { useRef, useState } from 'react';
import { kindOfFile } from '#web/capture/camera/kind-of-file.js';
import { Button } from '#web/capture/parts/button.js';
import { Notice } from '#web/capture/parts/notice.js';
import { ScreenTitle } from '#web/capture/parts/screen-title.js';
import { StillPreview } from '#web/capture/camera/still-preview.js';
import type { TextKey } from '#web/capture/texts/en.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

interface FilePanelProps {
  readonly title: TextKey;
  readonly maximumBytes: { readonly photo: number; readonly video: number };
  readonly films: boolean;
  readonly use: (file: Blob) => void;
  readonly useCamera: () => void;
}

/** A file instead of the camera: on a phone its own camera app is one of the sources. */
export function FilePanel({ title, maximumBytes, films, use, useCamera }: FilePanelProps) {
  const { say, size } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File): Promise<void> => {
    setChosen(null);
    const kind = await kindOfFile(file);
    const allowed = kind === 'video' ? maximumBytes.video : maximumBytes.photo;
    if (file.size === 0) setProblem(say('fileEmpty'));
    else if (kind === null || (kind === 'video' && !films)) setProblem(say('fileWrongKind'));
    else if (file.size > allowed) setProblem(say('fileTooLarge', { size: size(allowed) }));
    else {
      setProblem(null);
      setChosen(file);
    }
  };
  const pick = (): void => input.current?.click();
  return (
    <section className="screen">
      <ScreenTitle>{say(title)}</ScreenTitle>
      <p className="lead">
        {films
          ? say('fileHintVideo', { size: size(maximumBytes.video) })
          : say('fileHint', { size: size(maximumBytes.photo) })}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept={films ? 'image/*,video/*' : 'image/*'}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          // What lies in a cloud, or was removed since, cannot be read.
          if (file !== undefined) choose(file).catch(() => setProblem(say('adviceFile')));
        }}
      />
      {chosen !== null && <StillPreview picture={chosen} name={chosen.name} />}
      <Notice text={problem} />
      <div className="actions">
        {chosen === null ? (
          <Button onClick={pick}>{say('chooseFile')}</Button>
        ) : (
          <>
            <Button onClick={() => use(chosen)}>{say('useThisFile')}</Button>
            <Button look="secondary" onClick={pick}>
              {say('chooseAnother')}
            </Button>
          </>
        )}
        <Button look="quiet" onClick={useCamera}>
          {say('useCamera')}
        </Button>
      </div>
    </section>
  );
}
