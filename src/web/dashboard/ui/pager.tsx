import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** Through a list by cursors: the page before is what the browser goes back to. */
export function Pager({
  cursor,
  nextCursor,
  onCursor,
}: {
  readonly cursor: string | undefined;
  readonly nextCursor: string | null;
  readonly onCursor: (cursor: string | undefined) => void;
}) {
  if (cursor === undefined && nextCursor === null) return null;
  return (
    <nav className="pager" aria-label={general.pages}>
      {cursor === undefined ? null : <Button onClick={() => onCursor(undefined)}>{general.firstPage}</Button>}
      {nextCursor === null ? null : (
        <Button onClick={() => onCursor(nextCursor)}>
          {general.nextPage}
          <Icon name="right" />
        </Button>
      )}
    </nav>
  );
}
