import { useEffect, useState } from 'react';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Field } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** Looks only at Enter or the button: what is searched is a whole text, never its beginning. */
export function SearchField({
  label,
  hint,
  value,
  onSearch,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <form
      className="field grow"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <Field label={label} hint={hint}>
        {(control) => (
          <span className="search-row">
            <input
              {...control}
              type="search"
              autoComplete="off"
              spellCheck={false}
              maxLength={256}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                // The cross of the field empties it, and the filter with it.
                if (event.target.value === '' && value !== '') onSearch('');
              }}
            />
            <Button type="submit" className="icon-only" aria-label={general.search}>
              <Icon name="search" />
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
