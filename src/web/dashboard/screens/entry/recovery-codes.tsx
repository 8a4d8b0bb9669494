import { useMemo, useState } from 'react';
import { entry } from '#web/dashboard/texts/entry.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { CopyButton } from '#web/dashboard/ui/copyable.js';
import { Choice } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** The codes, which are shown this once. */
export function RecoveryCodes({
  codes,
  next,
  onNext,
}: {
  readonly codes: readonly string[];
  readonly next: string;
  readonly onNext: () => void;
}) {
  const [kept, setKept] = useState(false);
  const file = useMemo(
    () => `data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join('\r\n')}\r\n`)}`,
    [codes],
  );
  return (
    <>
      <div className="secret">
        <ul className="recovery">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div className="row">
          <CopyButton text={codes.join('\n')} label={general.copy} words />
          <a className="button" href={file} download={entry.recoveryFile}>
            <Icon name="download" />
            {entry.download}
          </a>
        </div>
      </div>
      <Choice label={general.haveKept} checked={kept} onChange={setKept} />
      <Button kind="main-action" large disabled={!kept} onClick={onNext}>
        {next}
      </Button>
    </>
  );
}
