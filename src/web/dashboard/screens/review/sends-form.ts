import type { KeyboardEvent } from 'react';

/** Ctrl or Command with Enter sends the form from wherever one is in it. */
export function sendsForm(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
