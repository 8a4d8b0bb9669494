import { useEffect, useState } from 'react';

/** Text to take along. Where the page may not write to the clipboard, the text can be selected. */
export function Copyable({ title, text }: { readonly title: string; readonly text: string }) {
  const [state, setState] = useState<'none' | 'copied' | 'refused'>('none');
  useEffect(() => {
    if (state === 'none') return undefined;
    const timer = setTimeout(() => setState('none'), 4000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    const clipboard: Clipboard | undefined = navigator.clipboard; // missing on pages that are not secure
    if (clipboard === undefined) setState('refused');
    else
      clipboard.writeText(text).then(
        () => setState('copied'),
        () => setState('refused'),
      );
  };
  return (
    <div className="copyable">
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
      <button type="button" className="button small" aria-label={`Copy: ${title}`} onClick={copy}>
        Copy
      </button>
      <span role="status" className="hint">
        {state === 'copied' && 'Copied.'}
        {state === 'refused' && 'The browser refuses; select the text instead.'}
      </span>
    </div>
  );
}
