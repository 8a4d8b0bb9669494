import { useId, useState, type KeyboardEvent } from 'react';
import { useRouter } from '#web/dashboard/routing/router.js';
import { applicationScreens, installationScreens } from '#web/dashboard/shell/screens.js';
import { useAccount } from '#web/dashboard/state/account.js';
import type { Owner } from '#web/dashboard/state/owner.js';
import { shell } from '#web/dashboard/texts/shell.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';

interface Command {
  readonly label: string;
  readonly to: string;
}

/** Goes to a screen by its name, or looks for what somebody holds the id of. */
export function CommandPalette({ owner, onClose }: { readonly owner: Owner; readonly onClose: () => void }) {
  const { go } = useRouter();
  const { account } = useAccount();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const commands = commandsFor(owner, account.user.installationAdmin, text.trim());
  const chosen = Math.min(at, commands.length - 1);

  const follow = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    go(command.to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + commands.length) % Math.max(1, commands.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      follow(commands[chosen]);
    }
  };

  return (
    <Dialog title={shell.quickSearch} onClose={onClose}>
      <div className="stack tight">
        <input
          role="combobox"
          aria-label={shell.quickSearch}
          aria-expanded={commands.length > 0}
          aria-controls={`${id}-list`}
          aria-describedby={`${id}-hint`}
          aria-activedescendant={commands.length === 0 ? undefined : `${id}-${chosen}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul id={`${id}-list`} role="listbox" aria-label={shell.quickSearch} className="commands">
          {commands.map((command, index) => (
            <li
              key={command.to}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onClick={() => follow(command)}
            >
              {command.label}
            </li>
          ))}
        </ul>
        {commands.length === 0 ? <p className="muted">{shell.paletteEmpty}</p> : null}
        <p className="hint" id={`${id}-hint`}>
          {shell.paletteHint}
        </p>
      </div>
    </Dialog>
  );
}

function commandsFor(owner: Owner, installationAdmin: boolean, text: string): readonly Command[] {
  const screens = [
    ...applicationScreens
      .flatMap((group) => group.screens)
      .filter(({ role }) => owner.may(role))
      .map(({ label, screen }) => ({ label, to: owner.to(screen) })),
    ...(installationAdmin ? installationScreens.screens.map(({ label, screen }) => ({ label, to: screen })) : []),
    { label: shell.account, to: '/account' },
  ].filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
  if (text === '') return screens;
  const search = `?search=${encodeURIComponent(text)}`;
  return [
    ...screens,
    { label: shell.paletteVerifications(text), to: owner.to(`verifications${search}`) },
    { label: shell.paletteSessions(text), to: owner.to(`sessions${search}`) },
    { label: shell.paletteTemplates(text), to: owner.to(`templates${search}`) },
  ];
}
