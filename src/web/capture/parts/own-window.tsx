import { useTexts } from '#web/capture/texts/use-texts.js';

/** Out of a frame: there the camera and the cookies are the page's own. */
export function OwnWindow({ href }: { readonly href: string }) {
  const { say } = useTexts();
  return (
    <a className="button primary" href={href} target="_blank" rel="noopener">
      <span>{say('openOwnWindow')}</span>
    </a>
  );
}
