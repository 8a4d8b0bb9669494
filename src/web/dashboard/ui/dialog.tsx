import { useEffect, useId, useRef, type ReactNode } from 'react';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon } from '#web/dashboard/ui/icon.js';

const firstControl = '.dialog-body :is(input, select, textarea, a[href], button:not(:disabled))';

/**
 * A modal dialog: the browser keeps the focus inside, closes it at Escape and gives the focus back. It is shown as long as it is
 * rendered. `locked`: it closes by its own buttons alone, for what is shown only once.
 */
export function Dialog({
  title,
  size = '',
  locked = false,
  onClose,
  children,
}: {
  readonly title: string;
  readonly size?: '' | 'wide' | 'drawer';
  readonly locked?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>(firstControl)?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={size}
      aria-labelledby={id}
      onKeyDown={(event) => {
        // Browsers ask by `cancel` once: a second Escape would close the dialog unasked.
        if (locked && event.key === 'Escape') event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (!locked) onClose();
      }}
      onClick={(event) => {
        if (!locked && event.target === element.current) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        {locked ? null : (
          <Button kind="plain" className="icon-only" aria-label={general.close} onClick={onClose}>
            <Icon name="cross" />
          </Button>
        )}
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
