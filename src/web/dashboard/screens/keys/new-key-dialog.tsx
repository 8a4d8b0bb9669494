import { useState } from 'react';
import { keyScopes, type Mode } from '#contract/dashboard/meanings.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import type { Key } from '#web/dashboard/screens/keys/key.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { keysTexts as texts } from '#web/dashboard/texts/keys.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Choices, Field, SelectField } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Makes a key. `onMade` is given the whole key, which is shown once. */
export function NewKeyDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
}) {
  const owner = useOwner();
  const create = useAction('createKey');
  const [name, setName] = useState('');
  const [mode, setMode] = useState<Mode>(owner.mode);
  const [kind, setKind] = useState<Key['kind']>('secret');
  const [chosen, setChosen] = useState<Key['scopes']>(['verify', 'read']);
  const [told, setTold] = useState(false);
  // A publishable key can have one scope alone.
  const scopes: Key['scopes'] = kind === 'publishable' ? ['capture'] : chosen;

  const send = async (): Promise<void> => {
    setTold(true);
    if (name.trim() === '' || scopes.length === 0) return;
    const answered = await create.run({
      path: { applicationId: owner.application.id },
      body: { name: name.trim(), mode, kind, scopes },
    });
    if (answered?.ok === true) onMade(answered.value.key);
  };
  return (
    <Dialog title={texts.create} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={texts.name} hint={texts.nameHint} wrong={told && name.trim() === '' ? texts.needsName : null}>
          {(control) => (
            <input
              {...control}
              maxLength={100}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="choices beside">
          <SelectField
            label={texts.mode}
            value={mode}
            options={[
              { value: 'live', label: texts.live },
              { value: 'test', label: texts.test },
            ]}
            onChange={(value) => setMode(value === '' ? 'live' : value)}
          />
          <SelectField
            label={texts.kind}
            value={kind}
            hint={texts.kinds[kind].hint}
            options={[
              { value: 'secret', label: texts.kinds.secret.label },
              { value: 'publishable', label: texts.kinds.publishable.label },
            ]}
            onChange={(value) => setKind(value === '' ? 'secret' : value)}
          />
        </div>
        {kind === 'publishable' ? null : (
          <Choices
            legend={texts.scopes}
            options={keyScopes.map((value) => ({ value, label: spaced(value), hint: texts.scopeHints[value] }))}
            chosen={scopes}
            wrong={told && scopes.length === 0 ? texts.needsScope : null}
            onChange={setChosen}
          />
        )}
        <TroubleNotice trouble={create.trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind="main-action" busy={create.busy}>
            {texts.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
