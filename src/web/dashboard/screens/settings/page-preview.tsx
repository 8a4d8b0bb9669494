import { contrast, textOn } from '#web/capture/theme/contrast.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Notice } from '#web/dashboard/ui/notice.js';

const white = '#ffffff';
/** WCAG 2.2, 1.4.11: what has to be seen to use a control. */
const leastContrast = 3;

/** The first screen of the capture pages as it would look now. Decoration: nothing in it can be pressed. */
export function PagePreview({
  applicationName,
  valueOf,
}: {
  readonly applicationName: string;
  readonly valueOf: (path: string) => unknown;
}) {
  const text = (path: string): string | null => {
    const value = valueOf(path);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const name = text('pages.productName') ?? applicationName;
  const colour = text('pages.accentColour') ?? '#1d4ed8';
  const logo = text('pages.logo');
  return (
    <>
      <figure aria-label={texts.preview}>
        <figcaption className="legend">{texts.preview}</figcaption>
        <div className="preview" aria-hidden="true">
          {logo === null ? null : <img src={logo} alt="" />}
          <strong>{texts.previewAsks(name)}</strong>
          <p>{texts.previewText}</p>
          <span className="preview-action" style={{ background: colour, color: textOn(colour) }}>
            {texts.previewAction}
          </span>
          <span style={{ color: '#3d4654' }}>{texts.previewDecline}</span>
          {text('pages.anotherWay') === null ? null : <p className="small">{text('pages.anotherWay')}</p>}
          {text('pages.privacyUrl') === null ? null : <u className="small">{texts.previewPrivacy}</u>}
        </div>
      </figure>
      {contrast(colour, white) < leastContrast ? <Notice tone="warn">{texts.contrastPoor}</Notice> : null}
    </>
  );
}
