import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { ProveDialog } from '#web/dashboard/screens/account/prove-dialog.js';
import { AuthenticatorSetUp } from '#web/dashboard/screens/entry/authenticator-set-up.js';
import { RecoveryCodes } from '#web/dashboard/screens/entry/recovery-codes.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Notice } from '#web/dashboard/ui/notice.js';

/** Another authenticator, other recovery codes: both ask for password and code once more. */
export function SecondFactorCard() {
  const { account, reload } = useAccount();
  const renewTotp = useAction('renewTotp');
  const confirmTotp = useAction('renewTotpConfirm');
  const renewCodes = useAction('renewRecoveryCodes');
  const [asked, setAsked] = useState<'totp' | 'codes' | null>(null);
  const [secret, setSecret] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const left = account.recoveryCodesLeft ?? 0;
  const shown = (recoveryCodes: readonly string[]): void => {
    setAsked(null);
    setSecret(null);
    setCodes(recoveryCodes);
  };
  return (
    <section className="card">
      <h2>{texts.secondFactor}</h2>
      <div className="stack">
        {left < 3 ? (
          <Notice tone="warn">{texts.codesLeft(left)}</Notice>
        ) : (
          <p className="muted">{texts.codesLeft(left)}</p>
        )}
        <div className="row">
          <Button aria-haspopup="dialog" onClick={() => setAsked('totp')}>
            {texts.renewTotp}
          </Button>
          <Button aria-haspopup="dialog" onClick={() => setAsked('codes')}>
            {texts.renewCodes}
          </Button>
        </div>
      </div>
      {asked === 'totp' ? (
        <ProveDialog
          title={texts.renewTotpTitle}
          about={texts.renewTotpAbout}
          busy={renewTotp.busy}
          trouble={renewTotp.trouble}
          onProve={async (body) => {
            const answered = await renewTotp.run({ body });
            if (answered?.ok !== true) return;
            setAsked(null);
            setSecret(answered.value);
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'codes' ? (
        <ProveDialog
          title={texts.renewCodesTitle}
          about={texts.renewCodesAbout}
          busy={renewCodes.busy}
          trouble={renewCodes.trouble}
          onProve={async (body) => {
            const answered = await renewCodes.run({ body });
            if (answered?.ok === true) shown(answered.value.recoveryCodes);
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {secret === null ? null : (
        <Dialog title={texts.renewTotpTitle} onClose={() => setSecret(null)}>
          <div className="stack">
            <AuthenticatorSetUp
              {...secret}
              busy={confirmTotp.busy}
              trouble={confirmTotp.trouble}
              confirm={async (code) => {
                const answered = await confirmTotp.run({ body: { code } });
                if (answered?.ok === true) shown(answered.value.recoveryCodes);
                return answered;
              }}
            />
          </div>
        </Dialog>
      )}
      {codes === null ? null : (
        <Dialog title={entry.recoveryKeepTitle} locked onClose={() => setCodes(null)}>
          <div className="stack">
            <p>{entry.recoveryKeep}</p>
            <RecoveryCodes
              codes={codes}
              next={general.done}
              onNext={() => {
                setCodes(null);
                reload();
              }}
            />
          </div>
        </Dialog>
      )}
    </section>
  );
}
