import { useState } from 'react';
import { sessionScopes, type SessionScope } from '#contract/dashboard/meanings.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useRouter } from '#web/dashboard/routing/router.js';
import { SessionLink } from '#web/dashboard/screens/sessions/session-link.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { scopeWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Choices, Field, SelectField } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

const textFields = [
  { name: 'userIdentifier', label: texts.userIdentifier, hint: texts.userIdentifierHint, type: 'text' },
  { name: 'externalId', label: texts.externalId, hint: texts.externalIdHint, type: 'text' },
  { name: 'returnUrl', label: texts.returnUrl, hint: texts.returnUrlHint, type: 'url' },
  { name: 'callbackUrl', label: texts.callbackUrl, hint: texts.callbackUrlHint, type: 'url' },
] as const;
type TextName = (typeof textFields)[number]['name'];

/** Makes a link for a person, and shows it. */
export function NewSessionDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: () => void }) {
  const owner = useOwner();
  const { go } = useRouter();
  const create = useAction('createSession');
  const [scopes, setScopes] = useState<readonly SessionScope[]>(['document', 'match']);
  const [given, setGiven] = useState<Partial<Record<TextName, string>>>({});
  const [lifetime, setLifetime] = useState('86400');
  const [told, setTold] = useState(false);
  const [made, setMade] = useState<{ readonly id: string; readonly url: string } | null>(null);
  const wrong =
    scopes.length === 0
      ? texts.needsScope
      : scopes.includes('match') && !scopes.includes('document')
        ? texts.matchNeedsDocument
        : null;

  const send = async (): Promise<void> => {
    setTold(true);
    if (wrong !== null) return;
    const filled = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
    );
    const answered = await create.run({
      path: owner.path,
      body: { scopes: [...scopes], lifetimeSeconds: Number(lifetime), ...filled },
    });
    if (answered?.ok !== true) return;
    setMade(answered.value);
    onMade();
  };
  if (made !== null) {
    return (
      <Dialog title={texts.madeTitle} onClose={onClose}>
        <div className="stack">
          <p>{texts.madeAbout}</p>
          <SessionLink url={made.url} />
          <div className="dialog-actions">
            <Button onClick={() => go(owner.to(`sessions/${made.id}`))}>{texts.openIt}</Button>
            <Button kind="main-action" onClick={onClose}>
              {general.done}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={texts.createTitle} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Choices
          legend={texts.scopes}
          beside
          options={sessionScopes.map((value) => ({ value, ...scopeWords[value] }))}
          chosen={scopes}
          wrong={told ? wrong : null}
          onChange={setScopes}
        />
        {textFields.map(({ name, label, hint, type }) => (
          <Field key={name} label={label} hint={hint}>
            {(control) => (
              <input
                {...control}
                type={type}
                autoComplete="off"
                maxLength={type === 'url' ? 2048 : 256}
                value={given[name] ?? ''}
                onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <SelectField
          label={texts.lifetime}
          value={lifetime}
          options={texts.lifetimes.map(({ seconds, label }) => ({ value: String(seconds), label }))}
          onChange={setLifetime}
        />
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
