import { useState, type ReactNode } from 'react';
import type { Trouble } from '#web/dashboard/client/answered.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Asks before something that cannot be taken back. `typed`: what has to be typed to show that it is meant. */
export function ConfirmDialog({
  title,
  action,
  typed = null,
  danger = true,
  busy,
  trouble,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly typed?: string | null;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [text, setText] = useState('');
  const meant = typed === null || text.trim() === typed;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (meant && !busy) onConfirm();
        }}
      >
        <div className="stack tight">{children}</div>
        {typed === null ? null : (
          <Field label={general.typeToConfirm(typed)}>
            {(control) => (
              <input
                {...control}
                value={text}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        <TroubleNotice trouble={trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'main-action'} busy={busy} disabled={!meant}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
