import { useEffect, useState } from 'react';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** Copies `text`, and says so. */
export function CopyButton({
  text,
  label,
  words = false,
}: {
  readonly text: string;
  readonly label: string;
  readonly words?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <Button
        kind={words ? 'usual' : 'plain'}
        className={words ? '' : 'icon-only'}
        {...(words ? {} : { 'aria-label': label, title: label })}
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false), // refused by the browser: the text can be selected by hand
          );
        }}
      >
        <Icon name={copied ? 'check' : 'copy'} />
        {words ? label : null}
      </Button>
      <span className="unseen" role="status">
        {copied ? general.copied : ''}
      </span>
    </>
  );
}

/** An id or an address that is often taken elsewhere. `short`: only its beginning is seen. */
export const Copyable = ({
  text,
  label,
  short,
}: {
  readonly text: string;
  readonly label: string;
  readonly short?: number;
}) => (
  <span className="copyable">
    <code title={short === undefined ? undefined : text}>
      {short === undefined || text.length <= short ? text : `${text.slice(0, short)}…`}
    </code>
    <CopyButton text={text} label={label} />
  </span>
);
