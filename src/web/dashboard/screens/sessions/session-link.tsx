import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { CopyButton } from '#web/dashboard/ui/copyable.js';
import { QrCode } from '#web/dashboard/ui/qr-code.js';

/** A link for a person: to be sent, or to be scanned. */
export const SessionLink = ({ url }: { readonly url: string }) => (
  <div className="stack">
    <div className="secret">
      <code>{url}</code>
      <div className="row">
        <CopyButton text={url} label={texts.copy} words />
      </div>
    </div>
    <QrCode text={url} label={texts.qr} />
  </div>
);
